using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Features.Deliver.Evidence.Pack;

namespace OpsPortal.Features.Deliver.Evidence.Checks;

/// <summary>The timeline leads from draft to the state of the change by moves that there are, and names every revision.</summary>
internal static class TimelineCheck
{
    public static IEnumerable<EvidenceFinding> Of(EvidencePack pack)
    {
        var state = ChangeState.Draft;
        var number = 0;
        foreach (var entry in pack.Timeline)
        {
            var where = $"timeline, line {++number}";
            if (number > 1 && entry.At < pack.Timeline[number - 2].At) yield return new(where, "it is earlier than the line before it.");
            if (entry.Kind is ChangeEntryKind.Requested or ChangeEntryKind.Edited && pack.Revisions.FirstOrDefault(revision => revision.Number == entry.Revision) is var revision && (revision?.At != entry.At || revision.By.Name != entry.Actor))
                yield return new(where, "it does not fit the revision that it names.");
            if (entry.Kind != ChangeEntryKind.Moved) continue;
            if (entry.From != state || entry.To is not { } to || !ChangeLifecycle.Allows(state, to))
            {
                yield return new(where, $"a change that was {state} cannot have moved like this.");
                yield break;
            }

            state = to;
        }

        if (state != pack.Change.State) yield return new("timeline", $"it ends with {state}, and the change is {pack.Change.State}.");
        foreach (var revision in pack.Revisions.Where(revision => !pack.Timeline.Any(entry => entry.Revision == revision.Number))) yield return new("timeline", $"it does not tell of revision {revision.Number}.");
    }
}
