using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Duties;

/// <summary>What an account left behind: where and with what it signed in.</summary>
/// <param name="Mail">Its e-mail address.</param>
/// <param name="Devices">What a browser or passkey is known by.</param>
/// <param name="Addresses">The network addresses it came from.</param>
public sealed record AccountTraces(string Account, PersonId Person, string Mail, IReadOnlySet<string> Devices, IReadOnlySet<string> Addresses);

/// <summary>Two accounts of two persons that may well be one, for somebody to look at. It changes nothing by itself.</summary>
/// <param name="Shared">What they share, in words, the most telling first.</param>
public sealed record LookAlike(AccountTraces One, AccountTraces Other, IReadOnlyList<string> Shared);

/// <summary>Finds accounts that look like one person and are not linked.</summary>
public static class LookAlikes
{
    /// <summary>An address or a device that more accounts share than this is an office or a kiosk, and tells nothing.</summary>
    public const int MostSharing = 5;

    /// <summary>In the order of the accounts.</summary>
    public static IReadOnlyList<LookAlike> Find(IReadOnlyList<AccountTraces> accounts, PersonLinks links)
    {
        var found = new SortedDictionary<(int One, int Other), List<string>>();
        Share("the mailbox", account => [Mailbox(account.Mail)]);
        Share("the device", account => account.Devices);
        Share("the address", account => account.Addresses);
        return [.. found.Select(pair => new LookAlike(accounts[pair.Key.One], accounts[pair.Key.Other], pair.Value))];

        void Share(string what, Func<AccountTraces, IEnumerable<string>> traces)
        {
            foreach (var shared in Enumerable.Range(0, accounts.Count).SelectMany(at => traces(accounts[at]).Distinct(StringComparer.Ordinal), (at, trace) => (At: at, Trace: trace)).GroupBy(one => one.Trace, one => one.At, StringComparer.Ordinal))
            {
                List<int> sharing = [.. shared];
                if (sharing.Count is < 2 or > MostSharing) continue;
                foreach (var pair in sharing.SelectMany((one, at) => sharing.Skip(at + 1), (one, other) => (one, other)).Where(pair => links.HumanOf(accounts[pair.one].Person) != links.HumanOf(accounts[pair.other].Person)))
                {
                    if (!found.TryGetValue(pair, out var words)) found[pair] = words = [];
                    words.Add($"{what} {shared.Key}");
                }
            }
        }
    }

    /// <summary>Where mail ends up: in lower case and without what follows a plus.</summary>
    private static string Mailbox(string mail)
    {
        var (at, plus) = (mail.LastIndexOf('@'), mail.IndexOf('+', StringComparison.Ordinal));
        return (plus > 0 && plus < at ? mail[..plus] + mail[at..] : mail).ToLowerInvariant();
    }
}
