using OpsPortal.Domain.Detect.Events;

namespace OpsPortal.Features.Detect.Events.Rest;

/// <summary>Who is to own an event.</summary>
internal sealed record NewOwner
{
    /// <summary>The person's id; null: nobody.</summary>
    public required Guid? Person { get; init; }
}

internal sealed record NewComment(string? Text);

internal sealed record NewSnooze
{
    /// <summary>RFC 3339, with an offset; at most 30 days ahead.</summary>
    public required DateTimeOffset Until { get; init; }
}

internal sealed record NewEscalation(string? Reason);

/// <param name="Behind">Also those that this event stands for; not given: no.</param>
internal sealed record NewResolution(string? Note, bool? Behind = null);

/// <param name="Lesson">Required for P1 and P2.</param>
internal sealed record NewClosure(string? Note, string? Lesson);

internal sealed record NewReopening(string? Reason);

internal sealed record NewPriority
{
    public required Priority Priority { get; init; }

    public string? Reason { get; init; }
}

/// <param name="Usefulness">Null takes it back.</param>
internal sealed record NewUsefulness(Usefulness? Usefulness);
