using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Changes.Templates;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Deliver.Clashes.Slots;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Deliver.Planning;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Promotion.Promoting;

/// <summary>The plan of a promotion, and those who wrote what it takes on, each with what.</summary>
internal sealed record PromotionDraft(ChangePlan Plan, IReadOnlyList<(Party Author, string Source)> Authors);

/// <summary>Writes the plan by which what runs in one environment goes to the next.</summary>
internal sealed class PromotionPlans(Catalogue catalogue, NextFreeSlot slots, TimeProvider clock)
{
    private static readonly TimeSpan UsualWindow = TimeSpan.FromHours(4), UsualBackout = TimeSpan.FromMinutes(30);

    /// <summary>By the template in force that is for these components there; else as the change that brought it to where it runs; else the plainest there is.</summary>
    public async Task<PromotionDraft> WriteAsync(OpsDb db, PromotionOffer offer, CancellationToken stopping)
    {
        var source = await offer.SourceAsync(db, stopping);
        var template = await TemplateAsync(db, offer, stopping);
        var plan = template is null ? Plain(offer, source?.Plan) : template.Begin(offer.To) with { Parameters = [], Evidence = source?.Plan.Evidence ?? [] };
        var title = $"Promote {Said(offer)} from {offer.From} to {offer.To}";
        plan = plan with { Title = title.Length <= ChangePlan.MaxTitleLength ? title : title[..ChangePlan.MaxTitleLength].TrimEnd(), Components = offer.Components, Environment = offer.To, Executor = PlannedExecutor.Anybody, Window = null };
        if (plan.Reason.Length == 0) plan = plan with { Reason = $"It runs in {offer.From} and is to reach {offer.To}." };
        if (plan.Impact.Length == 0) plan = plan with { Impact = source?.Plan.Impact is { Length: > 0 } noticed ? noticed : "Nothing is expected to be noticed." };
        var sources = offer.Components.Select(component => component.Source).ToHashSet(StringComparer.Ordinal);
        return new(
            plan with { Evidence = [.. plan.Evidence.Take(ChangePlan.MaxEvidence - 1), new($"Runs in {offer.From}", "", Said(offer))], Window = await WindowAsync(plan, source?.Plan.Window, stopping) },
            [.. (source?.Participants ?? []).Where(one => one.Part == Part.Author && sources.Contains(one.About)).Select(one => (one.Party, one.About))]);
    }

    private static ChangePlan Plain(PromotionOffer offer, ChangePlan? source) => source is not null ? source with { Kind = ChangeKind.Normal, Template = null } : new()
    {
        Title = "",
        Steps = [.. offer.Components.Select(component => new PlanStep($"Deploy {component.Name} {component.Version}", ""))],
        Backout = new($"It does not work in {offer.To}", [.. offer.Components.Select(component => new PlanStep($"Bring {component.Name} back to {offer.Replaced.FirstOrDefault(one => one.Name == component.Name)?.Version ?? "what ran before"}", ""))], UsualBackout),
    };

    private async Task<ChangeTemplate?> TemplateAsync(OpsDb db, PromotionOffer offer, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var approved = await db.Set<ChangeTemplate>().AsNoTracking().Where(one => one.ApprovedAt != null && one.WithdrawnAt == null).ToListAsync(stopping);
        return approved.Where(one => one.IsInForce(now) && one.Terms.Environments.Contains(offer.To, StringComparer.OrdinalIgnoreCase) && offer.Components.All(component => one.Terms.Components.Contains(component.Name, StringComparer.Ordinal)))
            .OrderBy(one => one.Terms.Components.Count).ThenByDescending(one => one.Revision).FirstOrDefault();
    }

    /// <summary>The next interval in which it clashes with nothing; null where there is none, so that somebody has to choose.</summary>
    private async Task<PlannedWindow?> WindowAsync(ChangePlan plan, PlannedWindow? before, CancellationToken stopping)
    {
        var zone = before?.Zone is { } known && Zones.Knows(known) ? known : Zones.Utc;
        var length = before is { } window && window.End - window.Start is var took && took >= TimeSpan.FromMinutes(15) && took <= TimeSpan.FromDays(1) ? took : UsualWindow;
        return await slots.FindAsync(ChangeWork.Of("", plan, catalogue.Current), null, length, zone, explain: false, stopping) is Outcome<FreeSlot>.Done({ Start: { } start, End: { } end }) ? new(start, end, zone) : null;
    }

    private static string Said(PromotionOffer offer) => string.Join(", ", offer.Components.Select(component => $"{component.Component} {component.Version}"));
}
