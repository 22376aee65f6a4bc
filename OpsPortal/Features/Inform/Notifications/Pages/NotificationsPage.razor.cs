using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Features.Inform.Notifications.Queries;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Inform.Notifications.Pages;

/// <summary>One's own notification rules, and those of teams to who may change them.</summary>
public sealed partial class NotificationsPage(Viewer viewer) : ComponentBase
{
    [Inject] private RuleQueries Rules { get; set; } = default!;

    private ListSource<RuleRow>? Source { get; set; }

    protected override async Task OnInitializedAsync()
    {
        // Which rules there are depends on who looks, so nothing is read before that is known.
        var actor = await viewer.ActorAsync();
        Source = new(async (query, _, _, stopping) => new(await Rules.AllAsync(actor, query.Text, stopping), null))
        {
            Count = async (query, _, stopping) => (await Rules.AllAsync(actor, query.Text, stopping)).Count,
            Rows = (keys, stopping) => Rules.RowsAsync(actor, [.. keys.Select(key => NotificationNumber.Parse(key, null))], stopping),
        };
    }
}
