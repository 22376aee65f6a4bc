using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.People;
using OpsPortal.Features.Inform.Subscriptions.Acts;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Components;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Inform.Subscriptions.Pages;

/// <summary>Who outside is told of announcements.</summary>
public sealed partial class SubscribersPage(Viewer viewer, IDialogService dialogs) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Inject] private SubscriberQueries Subscribers { get; set; } = default!;

    [Inject] private SubscriptionActs Subscriptions { get; set; } = default!;

    private ListSource<SubscriberRow> Source { get; set; } = null!;

    private IReadOnlyList<ListAct<SubscriberRow>> Acts { get; set; } = [];

    protected override void OnInitialized()
    {
        Source = new((query, cursor, limit, stopping) => Subscribers.PageAsync(query.Text, cursor, limit, stopping))
        {
            Count = (query, most, stopping) => Subscribers.CountAsync(query.Text, most, stopping),
            Rows = (keys, stopping) => Subscribers.RowsAsync([.. keys.Select(key => long.Parse(key, CultureInfo.InvariantCulture))], stopping),
        };
        Acts = [new("Remove", "", PlanAsync)];
    }

    protected override async Task OnInitializedAsync() => _actor = await viewer.ActorAsync();

    private async Task<ActPlan<SubscriberRow>?> PlanAsync(IReadOnlyList<SubscriberRow> rows)
    {
        var what = rows.Count == 1 ? rows[0].To : string.Create(CultureInfo.InvariantCulture, $"{rows.Count} subscribers");
        if (!await ConfirmDialog.AskAsync(dialogs, $"Remove {what}?", "Nothing more is sent there, and the address is forgotten. They can subscribe again.", "Remove")) return null;
        return new("Removed", async (row, stopping) => (await Subscriptions.RemoveAsync(_actor, row.Id, stopping)).Refusal);
    }
}
