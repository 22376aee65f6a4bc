using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;

namespace OpsPortal.Domain.Deliver.Notices;

/// <summary>Somebody who wrote what is deployed, or started the run.</summary>
/// <param name="Mail">Empty where only a name is known.</param>
/// <param name="Login">At the sender's; empty where it was not told.</param>
/// <param name="Commit">Hex digits; empty: not known.</param>
public sealed record NoticePerson(string Name, string Mail, string Login = "", string Commit = "");

/// <summary>One notice as it was read, before anything is made of it.</summary>
/// <remarks>All instants are UTC.</remarks>
public sealed record NoticeDraft
{
    /// <summary>Which system says so, as <c>GitHub</c>.</summary>
    public required string Sender { get; init; }

    /// <summary>Unique for the sender; the same key again is the same notice.</summary>
    public required string Key { get; init; }

    public required ComponentVersion Component { get; init; }

    /// <summary>As the catalogue names it.</summary>
    public required string Environment { get; init; }

    public NoticeStatus Status { get; init; }

    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>Why, in the sender's words; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Where the run can be looked at; empty: nowhere.</summary>
    public string RunUrl { get; init; } = "";

    /// <summary>Null: not told.</summary>
    public NoticePerson? TriggeredBy { get; init; }

    /// <summary>Those who wrote what is deployed, as far as the sender says; what was pushed is known beside it.</summary>
    public IReadOnlyList<NoticePerson> Authors { get; init; } = [];

    /// <summary>Where commits were pushed, as <c>octo/checkout</c>; empty: not known.</summary>
    public string Repository { get; init; } = "";

    /// <summary>The change that the sender means; null: found by what is deployed.</summary>
    public ChangeNumber? Change { get; init; }

    public string PreviousVersion { get; init; } = "";

    public bool IsRollback { get; init; }

    public bool IsHotfix { get; init; }

    /// <summary>As <c>INC-7</c>; empty: none.</summary>
    public string CausedByIncident { get; init; } = "";

    /// <summary>SHA-256 in hex of everything it says but its key: the same key may not say two things.</summary>
    public string Hash()
    {
        var content = new Canonical("opsportal.notice.v1").Add(Component.Name).Add(Component.Version).Add(Component.Commit).Add(Component.Digest).Add(Environment).Add(Status.ToString()).Add(Canonical.Instant(OccurredAt))
            .Add(Description).Add(RunUrl).Add(TriggeredBy?.ToString() ?? "").Add(Repository).Add(Change?.ToString() ?? "").Add(PreviousVersion).Add(IsRollback ? 1 : 0).Add(IsHotfix ? 1 : 0).Add(CausedByIncident).Add(Authors.Count);
        foreach (var author in Authors) content.Add(author.ToString());
        return content.Hash();
    }
}
