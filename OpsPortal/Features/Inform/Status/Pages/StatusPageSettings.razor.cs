using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Inform.Subscriptions.Acts;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Inform.Status.Pages;

/// <summary>Which services the public page shows, under which names and in which order.</summary>
public sealed partial class StatusPageSettings(Viewer viewer) : ComponentBase
{
    private Actor _actor = Actors.Nobody;
    private IReadOnlyList<PublicEntryDraft> _catalogue = [];

    [Inject] private SavePublicServices Services { get; set; } = default!;

    [Inject] private SubscriptionDoor Door { get; set; } = default!;

    [Inject] private InformLinks Links { get; set; } = default!;

    private List<Edited>? Shown { get; set; }

    private string Adding { get; set; } = "";

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Told { get; set; } = "";

    private bool IsOn => Door.IsOpen;

    private bool TakesMail => Door.TakesMail;

    private bool MayWrite => _actor.May(Permissions.AnnouncementsWrite);

    private IEnumerable<PublicEntryDraft> Others => _catalogue.Where(one => Shown?.Exists(shown => shown.Service == one.Service.Value) is not true);

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        _catalogue = await Services.CatalogueAsync(CancellationToken.None);
        Shown = [.. (await Services.ReadAsync(CancellationToken.None)).Select(one => new Edited { Service = one.Service.Value, Name = one.Name })];
    }

    private void Add()
    {
        if (_catalogue.FirstOrDefault(one => one.Service.Value == Adding) is { } chosen) Shown?.Add(new() { Service = chosen.Service.Value, Name = chosen.Name });
        Adding = "";
    }

    private void Move(Edited one, int by)
    {
        if (Shown is null) return;
        var at = Shown.IndexOf(one);
        Shown.RemoveAt(at);
        Shown.Insert(at + by, one);
    }

    private async Task SaveAsync()
    {
        if (Busy || Shown is null) return;
        (Busy, Told) = (true, "");
        var outcome = await Services.RunAsync(_actor, [.. Shown.Select(one => new PublicEntryDraft(new(one.Service), one.Name))], CancellationToken.None);
        (Busy, Why) = (false, outcome.Refusal);
        if (Why is null) Told = "Saved. The public page shows it within seconds.";
    }

    /// <summary>A line while it is typed.</summary>
    private sealed class Edited
    {
        public required string Service { get; init; }

        public string Name { get; set; } = "";
    }
}
