namespace OpsPortal.Domain.Deliver.Changes.Plans;

/// <summary>One fact that differs between two revisions, in words.</summary>
/// <param name="Name">As <c>component checkout/api</c> or <c>step 3</c>.</param>
/// <param name="Before">Empty where there was nothing.</param>
/// <param name="After">Empty where nothing is left.</param>
/// <param name="Voids">It makes approvals void.</param>
public sealed record PlanDifference(string Name, string Before, string After, bool Voids);

/// <summary>Tells two revisions of one plan apart, fact by fact.</summary>
public static class RevisionDifference
{
    /// <summary>The facts that differ, in the order of the later revision; what it no longer has comes last.</summary>
    public static IReadOnlyList<PlanDifference> Between(ChangePlan? before, ChangePlan after)
    {
        List<PlanFact> old = before is null ? [] : [.. PlanFacts.Of(before)], now = [.. PlanFacts.Of(after)];
        var was = old.ToDictionary(fact => fact.Name, StringComparer.Ordinal);
        var names = now.Select(fact => fact.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. now.Where(fact => !was.TryGetValue(fact.Name, out var earlier) || !earlier.Parts.SequenceEqual(fact.Parts, StringComparer.Ordinal))
                .Select(fact => new PlanDifference(fact.Name, was.GetValueOrDefault(fact.Name)?.Words ?? "", fact.Words, fact.Voids)),
            .. old.Where(fact => !names.Contains(fact.Name)).Select(fact => new PlanDifference(fact.Name, fact.Words, "", fact.Voids)),
        ];
    }
}
