using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Inform;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Inform.Notifications.Acts;
using OpsPortal.Features.Inform.Notifications.Queries;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Components;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Inform.Notifications.Pages;

/// <summary>One notification rule: which events, where to, and when not.</summary>
public sealed partial class NotificationPage(Viewer viewer, NavigationManager navigation, IDialogService dialogs) : ComponentBase
{
    private static readonly DayOfWeek[] Week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    private Actor _actor = Actors.Nobody;

    [Inject] private RuleEditing Editing { get; set; } = default!;

    /// <summary><c>NTF-7</c>; null: a new one.</summary>
    [Parameter] public string? Number { get; set; }

    private RuleDetail? View { get; set; }

    private RuleForm? Form { get; set; }

    private IReadOnlyList<(Guid Id, string Name, string Mail)> Teams { get; set; } = [];

    private IReadOnlyList<string> Own { get; set; } = [];

    private bool Unknown { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Told { get; set; } = "";

    private string Secret { get; set; } = "";

    private bool MustConfirm { get; set; }

    private bool Confirmed { get; set; }

    private bool MayTeams => _actor.May(Permissions.NotificationsManage);

    protected override async Task OnParametersSetAsync()
    {
        // After a new rule was saved, its form and its secret stay on the page.
        if (View is { } shown && Number == shown.Row.Number.ToString()) return;
        _actor = await viewer.ActorAsync();
        Teams = await Editing.Queries.TeamsAsync(CancellationToken.None);
        Own = await Editing.Queries.OwnAddressesAsync(_actor, CancellationToken.None);
        if (Number is not null) await ReadAsync(NotificationNumber.TryParse(Number, null, out var number) ? number : default);
        else if (Form is null) Form = new() { Address = Own.FirstOrDefault() ?? "", Zone = viewer.Zone.Id };
    }

    private async Task ReadAsync(NotificationNumber number)
    {
        View = await Editing.Queries.ViewAsync(_actor, number, CancellationToken.None);
        Unknown = View is null;
        if (View is not null) Form = RuleForm.Of(View.Draft);
    }

    /// <summary>What was chosen for oneself is nothing for a team, and the other way round.</summary>
    private void Owned()
    {
        if (Form is null || Form.Kind != DestinationKind.Mail) return;
        Form.Address = Form.Team.Length == 0 ? Own.FirstOrDefault() ?? "" : Teams.FirstOrDefault(team => team.Id.ToString() == Form.Team).Mail ?? "";
    }

    private void Choose(DayOfWeek day, bool chosen)
    {
        if (chosen) Form?.Days.Add(day);
        else Form?.Days.Remove(day);
    }

    private async Task SaveAsync()
    {
        if (Busy || Form is null) return;
        (Busy, Told) = (true, "");
        var outcome = await Editing.Save.RunAsync(_actor, View?.Row.Number, Form.ToDraft(), View?.Row.Version, Confirmed, CancellationToken.None);
        (Busy, Why) = (false, outcome.Refusal);
        MustConfirm |= Why?.Code == InformRefusals.HoldsForEverythingCode;
        if (outcome is not Outcome<SavedRule>.Done(var saved)) return;
        await ReadAsync(saved.Rule.Number);
        (Told, Secret, MustConfirm, Confirmed) = ("Saved. It tells of what comes up from now on.", saved.Secret, false, false);
        if (Number is null) navigation.NavigateTo($"/announcements/notifications/{saved.Rule.Number}");
    }

    private async Task DeleteAsync()
    {
        if (View is null || !await ConfirmDialog.AskAsync(dialogs, $"Delete {View.Row.Name}?", "Whoever was told by it that something fires is still told that it is over.", "Delete")) return;
        Why = (await Editing.Delete.RunAsync(_actor, View.Row.Number, View.Row.Version, CancellationToken.None)).Refusal;
        if (Why is null) navigation.NavigateTo("/announcements/notifications");
    }
}
