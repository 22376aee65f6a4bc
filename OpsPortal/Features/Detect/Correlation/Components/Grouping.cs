using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Correlation.Acts;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Correlation.Components;

/// <summary>What people say about the cause of events in a list, and the incident they make of them.</summary>
public sealed class Grouping(MergeEvents merge, UnmergeEvents unmerge, Viewer viewer, NavigationManager navigation)
{
    /// <summary>Leads to the page where an incident is opened about these events, or they are brought into an open one.</summary>
    public Task<ActPlan<EventRow>?> ToIncidentAsync(IReadOnlyList<EventRow> rows)
    {
        navigation.NavigateTo($"/incidents/new?events={string.Join(',', rows.Select(row => row.Number))}");
        return Task.FromResult<ActPlan<EventRow>?>(null);
    }

    public async Task<ActPlan<EventRow>?> MergeAsync(IReadOnlyList<EventRow> rows)
    {
        var actor = await viewer.ActorAsync();
        var numbers = rows.Select(row => row.Number).ToArray();
        if (numbers.Length < 2) return new("Merged", (_, _) => Task.FromResult<Refusal?>(GroupRefusals.TooFew()));

        // All rows are one act: whichever is carried out first carries it out for all.
        Task<Refusal?>? merged = null, back = null;
        return new("Merged",
            (_, stopping) => merged ??= RefusalAsync(merge.RunAsync(actor, numbers, stopping)),
            (_, stopping) => back ??= RefusalAsync(unmerge.RunAsync(actor, numbers, stopping)));
    }

    private static async Task<Refusal?> RefusalAsync<T>(Task<Outcome<T>> act) => (await act).Refusal;
}
