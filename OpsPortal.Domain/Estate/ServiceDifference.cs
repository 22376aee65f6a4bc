using System.Globalization;

namespace OpsPortal.Domain.Estate;

/// <summary>One fact that differs, in words.</summary>
/// <param name="Name">As files spell it: <c>usersAffected</c>.</param>
/// <param name="Before">Empty where there was nothing.</param>
/// <param name="After">Empty where nothing is left.</param>
public sealed record FactChange(string Name, string Before, string After);

/// <summary>Tells two drafts of one service apart, field by field.</summary>
public static class ServiceDifference
{
    /// <summary>The fields that differ, in the order of the file. Owners are told by id; <paramref name="team"/> and <paramref name="person"/> give them names.</summary>
    public static IReadOnlyList<FactChange> Between(
        ServiceDraft? before, ServiceDraft? after, Func<TeamId, string>? team = null, Func<People.PersonId, string>? person = null)
    {
        var (old, now) = (Facts(before?.InOrder(), team, person), Facts(after?.InOrder(), team, person));
        return [.. old.Zip(now, (was, is_) => new FactChange(was.Name, was.Value, is_.Value)).Where(fact => fact.Before != fact.After)];
    }

    private static IEnumerable<(string Name, string Value)> Facts(ServiceDraft? draft, Func<TeamId, string>? team, Func<People.PersonId, string>? person)
    {
        yield return ("name", draft?.Name ?? "");
        yield return ("description", draft?.Description ?? "");
        yield return ("team", draft?.Team is { } owner ? team?.Invoke(owner) ?? owner.ToString() : "");
        yield return ("person", draft?.Person is { } who ? person?.Invoke(who) ?? who.ToString() : "");
        yield return ("criticality", draft is null ? "" : EstateWords.Of(draft.Criticality));
        yield return ("usersAffected", draft?.UsersAffected.ToString(CultureInfo.InvariantCulture) ?? "");
        yield return ("environments", List(draft?.Environments.Select(e => $"{e.Name} ({EstateWords.Of(e.Tier)})")));
        yield return ("components", List(draft?.Components.Select(c => $"{c.Name} ({EstateWords.Of(c.Kind)})")));
        yield return ("peakHours", List(draft?.PeakHours.Select(hours => hours.ToString())));
        yield return ("dependencies", List(draft?.Dependencies.Select(d => $"{EstateWords.Of(d.Kind)} {d.To}")));
    }

    private static string List(IEnumerable<string>? parts) => parts is null ? "" : string.Join(", ", parts);
}
