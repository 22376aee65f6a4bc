using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Duties;

/// <summary>Which accounts and persons are one human being. Immutable.</summary>
/// <remarks>
/// What was recorded counts as well as what is linked now: taking a link away after the act does not make two human beings of one,
/// and a link that is made later is found. Where that joins too many, an approval is refused with the reason, never the other way round.
/// </remarks>
public sealed class PersonLinks
{
    private readonly Dictionary<string, string> _above;

    private PersonLinks(Dictionary<string, string> above) => _above = above;

    public static PersonLinks None { get; } = new([]);

    /// <param name="accounts">Every account and the person who has it now.</param>
    /// <param name="same">Persons of whom it is known that they are one.</param>
    public static PersonLinks Of(IEnumerable<(string Account, PersonId Person)> accounts, IEnumerable<(PersonId One, PersonId Other)> same)
    {
        var links = new PersonLinks([]);
        foreach (var (account, person) in accounts) links.Join(Node(account), Node(person));
        foreach (var (one, other) in same) links.Join(Node(one), Node(other));
        return links;
    }

    /// <summary>These links and what the records say.</summary>
    public PersonLinks With(IEnumerable<Party> recorded)
    {
        PersonLinks? joined = null;
        foreach (var party in recorded)
        {
            var nodes = Nodes(party).ToList();
            foreach (var node in nodes.Skip(1))
            {
                if ((joined ?? this).Top(nodes[0]) == (joined ?? this).Top(node)) continue;
                joined ??= new(new(_above, StringComparer.Ordinal));
                joined.Join(nodes[0], node);
            }
        }

        return joined ?? this;
    }

    /// <summary>Names the human being; two names are equal exactly where the human being is the same.</summary>
    public string HumanOf(PersonId person) => Top(Node(person));

    /// <summary>The same for what was recorded; null for the portal itself, which is nobody.</summary>
    public string? HumanOf(Party party) => Nodes(party).FirstOrDefault() is { } node ? Top(node) : null;

    /// <summary>Whether a person is known who did it.</summary>
    public bool Knows(Party party) => HumanOf(party) is ['p', ..];

    private static IEnumerable<string> Nodes(Party party)
    {
        if (party.Person is { } person) yield return Node(person);
        if (party.Owner is { } owner) yield return Node(owner);
        if (party.Account.Length > 0) yield return Node(party.Account);
    }

    private static string Node(PersonId person) => $"p:{person}";

    private static string Node(string account) => $"a:{account.Trim().ToLowerInvariant()}";

    private string Top(string node)
    {
        while (_above.TryGetValue(node, out var above)) node = above;
        return node;
    }

    /// <summary>A person always stands above an account, so that the top tells whether anybody is known.</summary>
    private void Join(string one, string other)
    {
        (one, other) = (Top(one), Top(other));
        if (one == other) return;
        var (above, below) = string.CompareOrdinal(one, other) > 0 ? (one, other) : (other, one);
        _above[below] = above;
    }
}
