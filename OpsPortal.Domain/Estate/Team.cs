using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Estate;

/// <summary>Names one team. Time-ordered.</summary>
public readonly record struct TeamId(Guid Value)
{
    public static TeamId New(DateTimeOffset at) => new(Guid.CreateVersion7(at));

    public override string ToString() => Value.ToString();
}

/// <summary>A team as somebody wants it to be, in full.</summary>
/// <param name="Mail">Where the whole team is reached; empty: nowhere.</param>
/// <param name="Members">In any order.</param>
public sealed record TeamDraft(string Name, string Mail, IReadOnlyCollection<PersonId> Members)
{
    public const int MaxNameLength = 120, MaxMailLength = 254, MaxMembers = 500;

    /// <summary>Why it cannot be, field by field; empty where it can.</summary>
    public IReadOnlyList<DraftFault> Check()
    {
        var faults = new List<DraftFault>();
        if (Plain.Fault("name", Name, MaxNameLength) is { } why) faults.Add(new("name", -1, why));
        if (!IsMail(Mail)) faults.Add(new("mail", -1, EstateRefusals.BadMail()));
        if (Members.Count > MaxMembers) faults.Add(new("members", -1, EstateRefusals.TooMany("members", MaxMembers)));
        return faults;
    }

    /// <summary>Roughly: something, one at sign, something with no blank. Whether it arrives only a mail can tell.</summary>
    private static bool IsMail(string text) => text.Length == 0
        || (text.Length <= MaxMailLength && text.IndexOf('@') is > 0 and var at && at == text.LastIndexOf('@') && at < text.Length - 1 && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c)));
}

/// <summary>Those who own services together.</summary>
public sealed class Team
{
    public TeamId Id { get; private init; }

    /// <summary>Unique, whatever the case; what files refer to.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The name as it is compared: in lower case.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>Empty: none.</summary>
    public string Mail { get; private set; } = "";

    public List<TeamMember> Members { get; private init; } = [];

    /// <summary>Raised by every change.</summary>
    public int Version { get; private set; }

    /// <summary>A team from a draft that has passed its check.</summary>
    /// <param name="by">Who makes it; null where there is nobody yet.</param>
    public static Team From(TeamDraft draft, DateTimeOffset at, PersonId? by = null)
    {
        var team = new Team { Id = TeamId.New(at) };
        team.Become(draft, at, by);
        return team;
    }

    /// <summary>Makes it what the draft says; who stays in it is in it since when he or she was before. False, and nothing changes, where it is that already.</summary>
    public bool Become(TeamDraft draft, DateTimeOffset at, PersonId? by)
    {
        var wanted = draft.Members.ToHashSet();
        if (Version > 0 && Name == draft.Name && Mail == draft.Mail && wanted.SetEquals(Members.Select(member => member.Person))) return false;
        (Name, NameKey, Mail) = (draft.Name, KeyOf(draft.Name), draft.Mail);
        Members.RemoveAll(member => !wanted.Contains(member.Person));
        foreach (var person in wanted.Where(person => !Members.Exists(member => member.Person == person))) Members.Add(new() { Team = Id, Person = person, Since = at, GivenBy = by });
        Version++;
        return true;
    }

    /// <summary>How two names are compared.</summary>
    public static string KeyOf(string name) => name.ToLowerInvariant();
}

/// <summary>One person in a team.</summary>
public sealed class TeamMember
{
    public TeamId Team { get; init; }

    public PersonId Person { get; init; }

    /// <summary>When he or she came in, without a break since.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Who put him or her in; null where there was nobody yet to do it.</summary>
    public PersonId? GivenBy { get; init; }
}
