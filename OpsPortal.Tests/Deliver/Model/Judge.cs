using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.People;

namespace OpsPortal.Tests.Deliver.Model;

/// <summary>Knows who took part because it was there, and who is who because it follows every link itself. Knows nothing of the rules it judges.</summary>
internal sealed class Judge(House house)
{
    private readonly List<(Party Party, bool AsRequester)> _tookPart = [];

    public bool IsStandard { get; set; }

    /// <summary>Another change is requested.</summary>
    public void Began() => _tookPart.Clear();

    public void TookPart(Party party, bool asRequester = false) => _tookPart.Add((party, asRequester));

    /// <summary>A change has begun on the strength of a round: was that right?</summary>
    public void Check(ApprovalRound? round, PolicyTerms terms, Party executor, string contentHash, HashSet<int> disabled, DateTimeOffset at)
    {
        Assert.NotNull(round);
        List<Decision> approvals = [.. round.Decisions.Where(decision => decision.Kind == DecisionKind.Approve)];
        Assert.Equal(DecisionKind.Spend, round.Decisions[^1].Kind);
        Assert.All(approvals, approval => Assert.Equal((contentHash, round.Policy), (approval.ContentHash, approval.Policy)));
        Assert.All(approvals, approval => Assert.True(approval.At <= at && at < approval.At + terms.ApprovalsLast && approval.StepUp is not null));
        List<PersonId> gone = [.. disabled.Select(who => house[$"P{who}"])];

        var edges = Edges([.. _tookPart.Select(one => one.Party), executor, .. approvals.Select(approval => approval.By)]);
        var approving = new HashSet<string>();
        foreach (var approval in approvals)
        {
            Assert.NotNull(approval.By.Person);
            Assert.DoesNotContain(approval.By.Person ?? default, gone);
            var seat = Reach([.. new[] { approval.By.Person, approval.Principal }.Where(person => person is not null).Select(person => $"{person}")], edges);
            Assert.Empty(approving.Intersect(seat));
            approving.UnionWith(seat);
        }

        Assert.Equal(terms.Persons, approvals.Count);
        var lifted = IsStandard && terms.RequesterMayApprove;
        var excluded = Reach([.. _tookPart.Where(one => !(lifted && one.AsRequester)).SelectMany(one => Nodes(one.Party)), .. Nodes(executor)], edges);
        excluded.UnionWith(Reach([.. house.Delegations.Where(delegation => delegation.IsInForce(at) && excluded.Contains($"{delegation.Delegate}")).Select(delegation => $"{delegation.Principal}")], edges));
        Assert.Empty(approving.Intersect(excluded));
    }

    private List<(string One, string Other)> Edges(List<Party> recorded) =>
    [
        .. house.Accounts.Select(link => (link.Account.ToLowerInvariant(), $"{link.Person}")),
        .. house.Same.Select(pair => ($"{pair.One}", $"{pair.Other}")),
        .. recorded.SelectMany(party => Nodes(party).SelectMany(_ => Nodes(party), (one, other) => (one, other))),
    ];

    private static IEnumerable<string> Nodes(Party party) => new[] { $"{party.Person}", $"{party.Owner}", party.Account.ToLowerInvariant() }.Where(node => node.Length > 0);

    /// <summary>All that can be come to from there.</summary>
    private static HashSet<string> Reach(List<string> from, List<(string One, string Other)> edges)
    {
        var reached = from.ToHashSet();
        for (var before = -1; before < reached.Count;)
        {
            before = reached.Count;
            foreach (var (one, other) in edges)
            {
                if (reached.Contains(one)) reached.Add(other);
                if (reached.Contains(other)) reached.Add(one);
            }
        }

        return reached;
    }
}
