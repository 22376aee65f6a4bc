using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Improvements.Acts;
using OpsPortal.Features.Improve.Improvements.Queries;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Improve.Improvements.Pages;

/// <summary>What the next review of the register looks at, to be printed or gone through on the screen.</summary>
public sealed partial class AgendaPage(Viewer viewer, ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private const int MostHeld = 20;

    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;
    private Actor _actor = Actors.Nobody;

    [Inject] private AgendaQueries Agenda { get; set; } = default!;

    [Inject] private HoldReview Hold { get; set; } = default!;

    private AgendaView? View { get; set; }

    /// <summary>The latest first.</summary>
    private IReadOnlyList<HeldReview> Held { get; set; } = [];

    private string Note { get; set; } = "";

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    private bool MayHold => _actor.May(Permissions.ImprovementsWrite);

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Improvements);
        await ReadAsync();
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private static IEnumerable<(string Id, string Title, string Empty, IReadOnlyList<ImprovementRow> Rows)> Parts(AgendaView view) =>
    [
        ("agenda-decide", "To decide", "Nothing waits for a decision.", view.ToDecide),
        ("agenda-overdue", "Overdue", "Nothing is overdue.", view.Overdue),
        ("agenda-measured", "Measured", "No effect was measured.", view.Measured),
        ("agenda-new", "New", "Nothing was entered.", view.Entered),
    ];

    private string Local(DateTimeOffset at) => $"{viewer.Local(at).ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture)} {viewer.ZoneName(at)}";

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        try
        {
            View = await Agenda.ReadAsync(_leaving.Token);
            Held = await Agenda.HeldAsync(MostHeld, _leaving.Token);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }

        StateHasChanged();
    }

    private async Task HoldAsync()
    {
        if (Busy) return;
        (Busy, Said) = (true, "");
        try
        {
            Why = (await Hold.RunAsync(await viewer.ActorAsync(), Note, CancellationToken.None)).Refusal;
            if (Why is not null) return;
            (Note, Said) = ("", "The review is recorded. What comes from now on is new for the next.");
            await ReadAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}
