using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Evidence.Pack;

namespace OpsPortal.Features.Deliver.Evidence.Checks;

/// <summary>Nobody who approved took part in what was approved, carried it out, or approved twice: by persons, with whatever accounts.</summary>
/// <remarks>Only rounds that count, or still may: whoever approved what became void may have edited it since.</remarks>
internal static class DutiesCheck
{
    public static IEnumerable<EvidenceFinding> Of(EvidencePack pack)
    {
        var links = LinksOf(pack);
        foreach (var round in pack.Rounds.Where(round => round.State is ApprovalState.Pending or ApprovalState.AskedBack or ApprovalState.Approved or ApprovalState.Spent))
        {
            var counted = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var yes in round.Decisions.Where(decision => decision.Kind == DecisionKind.Approve))
            {
                var where = $"round {round.Number}, decision {yes.Place}";
                foreach (var what in TookPart(pack, round, yes, links)) yield return new(where, what);
                foreach (var human in Humans(yes, links).Where(human => !counted.TryAdd(human, yes.Place))) yield return new(where, $"{yes.By.Name} is the same person as in decision {counted[human]} and counts once.");
            }

            if (!round.Terms.ExecutorSeparate || round.Decisions.FirstOrDefault(decision => decision.Kind == DecisionKind.Spend)?.By is not { } executor) continue;
            foreach (var participant in pack.Change.Participants.Where(one => one.Part != Part.Trigger && links.HumanOf(one.Party) is { } human && human == links.HumanOf(executor)))
                yield return new($"round {round.Number}", $"the policy asks for a third person to carry it out, and {executor.Name} {Did(participant)}.");
        }
    }

    /// <summary>Who is one, by everything that the pack says of persons and accounts.</summary>
    internal static PersonLinks LinksOf(EvidencePack pack) => PersonLinks.Of(
        pack.Persons.SelectMany(person => person.Accounts.Select(account => (account, person.Person))), pack.Persons.SelectMany(person => person.SameAs.Select(other => (person.Person, other)))).With(
    [
        pack.Change.RequestedBy, .. pack.Change.Participants.Select(participant => participant.Party), .. pack.Revisions.Select(revision => revision.By),
        .. pack.Rounds.SelectMany(round => round.Decisions).Select(decision => decision.By), .. pack.FreezeOverrides.Select(given => given.By),
        .. pack.BreakGlass.SelectMany(one => new[] { one.DeclaredBy, one.ConfirmedBy, one.UsedBy, one.ReviewedBy }).OfType<Party>(),
    ]);

    internal static string Did(Participant participant) => participant.Part switch
    {
        Part.Requester => "asked for the change",
        Part.Editor => "edited it",
        Part.Author => $"wrote {(participant.About.Length > 0 ? participant.About : "what it deploys")}",
        Part.Trigger => "started it",
        _ => "is to carry it out",
    };

    private static IEnumerable<string> TookPart(EvidencePack pack, EvidenceRound round, Decision yes, PersonLinks links)
    {
        var humans = Humans(yes, links);
        var plan = pack.Revisions.FirstOrDefault(revision => revision.Number == round.Revision)?.Plan;
        var requesterMay = plan?.Kind == ChangeKind.Standard && round.Terms.RequesterMayApprove && round.Terms.Scope.IsLowStandard;
        foreach (var participant in pack.Change.Participants.Where(one => links.HumanOf(one.Party) is { } human && humans.Contains(human) && (one.Part != Part.Requester || !requesterMay)))
            yield return $"{yes.By.Name} approved it and {Did(participant)}{(participant.Party.Name == yes.By.Name ? "" : $", as {participant.Party.Name}")}.";
        if (plan?.Executor.Person is { } executor && humans.Contains(links.HumanOf(executor))) yield return $"{yes.By.Name} approved it and is to carry it out.";
    }

    private static HashSet<string> Humans(Decision yes, PersonLinks links) =>
        [.. new[] { links.HumanOf(yes.By), yes.Principal is { } principal ? links.HumanOf(principal) : null }.OfType<string>()];
}
