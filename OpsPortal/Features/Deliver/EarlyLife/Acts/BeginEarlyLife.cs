using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.EarlyLife.Terms;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.EarlyLife.Acts;

/// <summary>A support as somebody wants it to be.</summary>
/// <param name="Roster">In the order they are called.</param>
public sealed record EarlyLifeDraft(PersonId Owner, IReadOnlyList<PersonId> Roster, TimeSpan Lasts, IReadOnlyList<TightenedValue> Thresholds, IReadOnlyList<ExitCriterion> Criteria);

/// <summary>Begins a support by hand, for a deployment whose process names none.</summary>
internal sealed class BeginEarlyLife(EarlyLifeDesk desk)
{
    /// <remarks>Refused as <see cref="EarlyLifeDesk.BeginAsync"/>, for people without an open account, monitors that are none, and values that are not tighter.</remarks>
    public Task<Outcome<EarlyLifeSupport>> RunAsync(ActingSession by, DeploymentNumber number, EarlyLifeDraft draft, CancellationToken stopping) => desk.BeginAsync(by, number, db => TermsAsync(db, draft, stopping), stopping);

    private static async Task<Outcome<EarlyLifeTerms>> TermsAsync(OpsDb db, EarlyLifeDraft draft, CancellationToken stopping)
    {
        var people = await StandbyNames.OfAsync(db, [draft.Owner, .. draft.Roster], stopping);
        var known = people.ToDictionary(one => one.Person);
        if (!known.TryGetValue(draft.Owner, out var owner)) return EarlyLifeRefusals.UnknownPerson("the owner that is named");
        if (draft.Roster.Any(person => !known.ContainsKey(person))) return EarlyLifeRefusals.UnknownPerson("somebody of the roster");
        var thresholds = await TightenedValues.ReadAsync(db, draft.Thresholds, stopping);
        if (thresholds is not Outcome<IReadOnlyList<TightenedThreshold>>.Done(var tightened)) return thresholds.Refusal!;
        return new EarlyLifeTerms { Owner = owner, Roster = [.. draft.Roster.Distinct().Select(person => known[person])], Lasts = draft.Lasts, Thresholds = tightened, Criteria = draft.Criteria };
    }
}
