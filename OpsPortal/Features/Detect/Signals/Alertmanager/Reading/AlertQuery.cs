using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Signals.Alertmanager.Wire;

namespace OpsPortal.Features.Detect.Signals.Alertmanager.Reading;

/// <summary>Which alerts a reader asks for. All of ours are processed and none is inhibited, so those two flags exclude nothing.</summary>
/// <param name="Active">Whether alerts that no silence covers are wanted.</param>
/// <param name="Silenced">Whether alerts that a silence covers are wanted.</param>
internal sealed record AlertQuery(bool Active, bool Silenced, IReadOnlyList<Matcher> Matchers, bool Receives)
{
    /// <summary>The one receiver that every alert is routed to.</summary>
    public const string Receiver = "opsportal";

    public static (AlertQuery? Query, WireError? Error) Parse(IQueryCollection query)
    {
        var (matchers, error) = Filters(query);
        if (matchers is null) return (null, error);
        var receives = true;
        if (query["receiver"] is [.., { Length: > 0 } receiver])
        {
            if (Matcher.Create("receiver", MatchKind.Regex, receiver) is not Outcome<Matcher>.Done(var wanted))
                return (null, WireError.Invalid($"failed to parse receiver param: error parsing regexp: {WireError.Quote(receiver)}"));
            receives = wanted.Matches(LabelSet.From(("receiver", Receiver)));
        }

        foreach (var text in query["receiver_matchers"])
        {
            var outcome = MatcherText.Parse(text ?? "");
            if (outcome is not Outcome<Matcher>.Done(var wanted)) return (null, WireError.Invalid(outcome.Refusal!.Message));
            receives &= wanted.Matches(LabelSet.From(("receiver", Receiver)));
        }

        return (new(Flag(query, "active"), Flag(query, "silenced"), matchers, receives), null);
    }

    /// <summary>The matchers that the parameter <c>filter</c> gives, repeatable.</summary>
    public static (IReadOnlyList<Matcher>? Matchers, WireError? Error) Filters(IQueryCollection query)
    {
        var matchers = new List<Matcher>();
        foreach (var text in query["filter"])
        {
            var outcome = MatcherText.Parse(text ?? "");
            if (outcome is not Outcome<Matcher>.Done(var matcher)) return (null, WireError.Invalid(outcome.Refusal!.Message));
            matchers.Add(matcher);
        }

        return (matchers, null);
    }

    /// <summary>A flag as Alertmanager reads it: true unless given; what is not one of the words for true is false.</summary>
    public static bool Flag(IQueryCollection query, string name) => query[name] is not [.., { Length: > 0 } given]
        || given.ToLowerInvariant() is "true" or "1" or "yes" or "ok" or "y" or "on" or "selected" or "checked" or "t" or "enabled";

    /// <param name="silencedBy">The silences that cover these labels now.</param>
    public bool Wants(LabelSet labels, IReadOnlyList<Guid> silencedBy)
    {
        if (!(silencedBy.Count > 0 ? Silenced : Active)) return false;
        foreach (var matcher in Matchers)
        {
            if (!matcher.Matches(labels)) return false;
        }

        return true;
    }
}
