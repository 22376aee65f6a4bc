using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Significance.Rules;

/// <summary>
/// What every change of the rules has in common: the right is checked, all rules are loaded in their order, changed and numbered anew,
/// saved with the act, and in force before the answer is given.
/// </summary>
public sealed class RuleDesk(IDbContextFactory<OpsDb> databases, RuleBook book, ChangeFeed feed, TimeProvider clock)
{
    /// <summary>Carries a change out, or refuses it and changes nothing.</summary>
    /// <param name="by">Needs <see cref="Permissions.RulesWrite"/>.</param>
    /// <param name="change">Gets the rules in order; returns them as they shall be, with the act, or why not. May run once only.</param>
    internal async Task<Outcome<Guid>> RunAsync(Actor by, Func<List<SignificanceRule>, DateTimeOffset, Outcome<RuleChange>> change, CancellationToken stopping)
    {
        if (!by.May(Permissions.RulesWrite)) return Refusals.Forbidden(Permissions.RulesWrite);
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var rules = await db.Set<SignificanceRule>().OrderBy(rule => rule.Position).ToListAsync(stopping);
        var outcome = change(rules, now);
        if (outcome.Refusal is { } no) return no;
        var done = ((Outcome<RuleChange>.Done)outcome).Value;
        for (var at = 0; at < rules.Count; at++)
        {
            if (rules[at].Position == at + 1) continue;
            rules[at].Position = at + 1;
            rules[at].Version++;
        }

        if (done.Removed is not null) db.Remove(done.Removed);
        if (done.Added is not null) db.Add(done.Added);
        db.Record(new Act(by, now, done.Act, $"rule {done.Rule}", done.Before, done.After));
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return RuleRefusals.ChangedMeanwhile("Somebody");
        }

        // It is committed: a caller who has left no longer stops the rest.
        await book.RefreshAsync(CancellationToken.None);
        feed.Publish(ChangeKind.Rules);
        feed.Publish(ChangeKind.Audit);
        return done.Rule;
    }
}

/// <summary>What a change does besides moving rules about.</summary>
/// <param name="Act">As <c>rule.saved</c>.</param>
internal sealed record RuleChange(Guid Rule, string Act, object? Before, object? After)
{
    public SignificanceRule? Added { get; init; }

    public SignificanceRule? Removed { get; init; }
}
