using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Inform.Status;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Inform.Announcements.Editing;
using OpsPortal.Features.Inform.Announcements.Queries;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Components;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Inform.Announcements.Pages;

/// <summary>One announcement: as its readers see it, what they were told, and what can be done with it.</summary>
public sealed partial class AnnouncementPage(Viewer viewer, IDialogService dialogs) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private IDisposable? _changes;

    [Inject] private AnnouncementEditing Editing { get; set; } = default!;

    [Parameter] public string Number { get; set; } = "";

    private AnnouncementView? View { get; set; }

    private bool Unknown { get; set; }

    private bool Busy { get; set; }

    private int? Readers { get; set; }

    private DateTime? PublishAt { get; set; }

    private string Text { get; set; } = "";

    private DateTime? Ends { get; set; }

    private PublicLight? Effect { get; set; }

    private Refusal? Why { get; set; }

    private string Told { get; set; } = "";

    private string Zone => viewer.ZoneName(viewer.Now);

    private bool MayWrite => _actor.May(Permissions.AnnouncementsWrite);

    private string PlannedWhen => (View?.Row.StartsAt, View?.Row.EndsAt) switch
    {
        ({ } from, { } to) => $"{AnnouncementText.Said(from)} to {AnnouncementText.Said(to)}",
        ({ } from, null) => $"From {AnnouncementText.Said(from)}",
        (null, { } to) => $"Until {AnnouncementText.Said(to)}",
        _ when View?.PublishedAt is { } since => $"Since {AnnouncementText.Said(since)}",
        _ => "",
    };

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        if (RendererInfo.IsInteractive) _changes = Editing.Acts.Follow(() => _ = InvokeAsync(LookAsync));
    }

    protected override async Task OnParametersSetAsync()
    {
        await ReadAsync();
        Unknown = View is null;
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        View = AnnouncementNumber.TryParse(Number, null, out var number) ? await Editing.Queries.ViewAsync(number, _leaving.Token) : null;
        if (View is { PublishedAt: null } draft && MayWrite) Readers = (await Editing.Queries.PreviewAsync(draft.Draft, _leaving.Token)).Readers;
    }

    private async Task LookAsync()
    {
        if (Busy || _leaving.IsCancellationRequested) return;
        await ReadAsync();
        StateHasChanged();
    }

    private async Task PublishAsync()
    {
        if (View is null || !await ConfirmDialog.AskAsync(dialogs, $"Publish {View.Row.Number}?", $"It stands on the public page at once, and {Readers ?? 0} subscribers are told. What is published is not edited any more.", "Publish")) return;
        await ActAsync((number, version) => Editing.Acts.Publish.RunAsync(_actor, number, null, version, CancellationToken.None), "Published.");
    }

    private Task ScheduleAsync() => ActAsync((number, version) => Editing.Acts.Publish.RunAsync(_actor, number, AnnouncementForm.Instant(PublishAt, viewer.Zone), version, CancellationToken.None), "Scheduled.");

    private Task UnscheduleAsync() => ActAsync((number, version) => Editing.Acts.Unschedule.RunAsync(_actor, number, version, CancellationToken.None), "It is a draft again.");

    private async Task UpdateAsync()
    {
        await ActAsync((number, version) => Editing.Acts.Update.RunAsync(_actor, number, Text, AnnouncementForm.Instant(Ends, viewer.Zone), Effect, version, CancellationToken.None), "Readers are told.");
        if (Why is null) (Text, Ends, Effect) = ("", null, null);
    }

    private async Task EndAsync(bool cancelled)
    {
        if (View is null || !await ConfirmDialog.AskAsync(dialogs, cancelled ? $"Cancel {View.Row.Number}?" : $"Is {View.Row.Number} over?", View.PublishedAt is null ? "Nobody outside has seen it." : "Readers are told so. This cannot be taken back.", cancelled ? "It does not take place" : "It is over")) return;
        await ActAsync((number, version) => Editing.Acts.End.RunAsync(_actor, number, cancelled, Text, version, CancellationToken.None), cancelled ? "Cancelled." : "Readers are told that it is over.");
        if (Why is null) Text = "";
    }

    private async Task ActAsync(Func<AnnouncementNumber, int?, Task<Outcome<Announcement>>> act, string told)
    {
        if (Busy || View is null) return;
        (Busy, Told) = (true, "");
        Why = (await act(View.Row.Number, View.Row.Version)).Refusal;
        Busy = false;
        if (Why is not null) return;
        await ReadAsync();
        Told = told;
    }
}
