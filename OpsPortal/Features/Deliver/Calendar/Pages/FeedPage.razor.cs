using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Calendar.Feed;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Calendar.Pages;

/// <summary>The secret address of one's own calendar: made, shown once, revoked.</summary>
public sealed partial class FeedPage(Viewer viewer, NavigationManager navigation) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Inject] private CalendarFeeds Feeds { get; set; } = default!;

    private DateTimeOffset? Since { get; set; }

    private string? Address { get; set; }

    private Refusal? Why { get; set; }

    private bool Busy { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        await ReadAsync();
    }

    private Task MakeAsync() => ActAsync(async () =>
    {
        var outcome = await Feeds.MakeAsync(_actor, CancellationToken.None);
        Why = outcome.Refusal;
        if (outcome is Outcome<string>.Done(var secret)) Address = $"{navigation.BaseUri}calendar/{secret}.ics";
    });

    private Task RevokeAsync() => ActAsync(async () =>
    {
        await Feeds.RevokeAsync(_actor, CancellationToken.None);
        (Address, Why) = (null, null);
    });

    /// <summary>A second click while the first is under way would make an address that nobody is shown.</summary>
    private async Task ActAsync(Func<Task> act)
    {
        if (Busy) return;
        Busy = true;
        try
        {
            await act();
            await ReadAsync();
        }
        finally
        {
            Busy = false;
        }
    }

    private async Task ReadAsync() => Since = _actor.Person is { } person ? await Feeds.SinceAsync(person, CancellationToken.None) : null;
}
