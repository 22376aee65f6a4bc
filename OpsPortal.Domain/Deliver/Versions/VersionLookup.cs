using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Versions;

/// <summary>How the version is found in an answer.</summary>
public enum LookupKind
{
    /// <summary>A JSON pointer (RFC 6901), as <c>/build/version</c>.</summary>
    JsonPointer,

    /// <summary>A regular expression; its group <c>version</c>, else its first group, else all that matches.</summary>
    Pattern,
}

/// <summary>A look-up as somebody asks for it.</summary>
/// <param name="Url">Asked by GET; redirects are not followed.</param>
/// <param name="Expression">As <see cref="Kind"/> says.</param>
public sealed record LookupDraft(ServiceKey Service, string Component, string Environment, string Url, LookupKind Kind, string Expression, int EveryMinutes)
{
    /// <summary>The first thing that is wrong; null: nothing.</summary>
    public Refusal? Check()
    {
        if (Url.Length > VersionLookup.MaxUrlLength || !Uri.TryCreate(Url, UriKind.Absolute, out var url) || !(url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) || url.UserInfo.Length > 0) return VersionRefusals.BadAddress();
        if (EveryMinutes is < VersionLookup.ShortestMinutes or > VersionLookup.LongestMinutes) return VersionRefusals.BadInterval();
        if (Expression.Length > VersionLookup.MaxExpressionLength) return VersionRefusals.BadText("expression");
        return Kind == LookupKind.JsonPointer ? VersionText.IsPointer(Expression) ? null : VersionRefusals.BadPointer()
            : Expression.Length == 0 ? VersionRefusals.BadPattern("it is empty.") : VersionText.PatternFault(Expression) is { } why ? VersionRefusals.BadPattern(why) : null;
    }
}

/// <summary>Where the portal asks which version of a component runs in an environment.</summary>
/// <remarks>All instants are UTC.</remarks>
public sealed class VersionLookup
{
    public const int Most = 1000, MaxUrlLength = 2000, MaxExpressionLength = 500, ShortestMinutes = 1, LongestMinutes = 1440, UsualMinutes = 5, MaxSaidLength = 500;

    public Guid Id { get; init; }

    public ServiceKey Service { get; private set; }

    public string Component { get; private set; } = "";

    public string Environment { get; private set; } = "";

    public string Url { get; private set; } = "";

    public LookupKind Kind { get; private set; }

    public string Expression { get; private set; } = "";

    public int EveryMinutes { get; private set; }

    /// <summary>When it is asked next.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>When it was asked last; null: not yet.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>The version that was found, or why none was; empty: it was not asked yet.</summary>
    public string Said { get; private set; } = "";

    /// <summary>Since when no version has been found; null: the last answer had one, or it was not asked yet.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public string ChangedBy { get; private set; } = "";

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    public string Name => $"{Service}/{Component}";

    /// <summary>Sets it up, or anew; it is asked at once. Refused as <see cref="LookupDraft.Check"/>.</summary>
    public Outcome<VersionLookup> Set(LookupDraft draft, string by, DateTimeOffset now)
    {
        if (draft.Check() is { } wrong) return wrong;
        (Service, Component, Environment, Url, Kind, Expression, EveryMinutes) = (draft.Service, draft.Component, draft.Environment, draft.Url, draft.Kind, draft.Expression, draft.EveryMinutes);
        (DueAt, AskedAt, Said, FailingSince, ChangedAt, ChangedBy) = (now, null, "", null, now, by);
        Version++;
        return this;
    }

    /// <summary>The version in an answer. Refused where there is none.</summary>
    public Outcome<ComponentVersion> Read(string answer) => VersionText.Find(Kind, Expression, answer) switch
    {
        Outcome<string>.Done(var text) => new ComponentVersion(Service, Component, text, "", ""),
        var none => none.Refusal!,
    };
}
