using System.Data.Common;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Components.Timeline;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Detect.Events.Pages;

/// <summary>One event: how it stands, what to do next, the evidence, and everything that happened to it.</summary>
public sealed partial class EventPage(EventStories stories, Viewer viewer, ChangeFeed feed, Ticker ticker, TimeProvider clock) : ComponentBase, IDisposable
{
    /// <summary>The duties that work events, as the page names them to those who have none.</summary>
    private static readonly string Workers = string.Join(" or ",
        Enum.GetValues<Duty>().Where(duty => Duties.Permits(duty).Contains(Permissions.EventsWork)).Select(Duties.Title));

    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;
    private IDisposable? _beat;

    /// <summary><c>EVT-1042</c> or <c>1042</c>.</summary>
    [Parameter] public string Number { get; set; } = "";

    private EventStory? Story { get; set; }

    private DateTimeOffset ReadAt { get; set; }

    private bool Unknown { get; set; }

    /// <summary>Why what is shown may be out of date; null: it is not.</summary>
    private string? Failure { get; set; }

    private CommentBox? Comments { get; set; }

    private DateTimeOffset Now => viewer.Now;

    private bool MayWork => _actor.May(Permissions.EventsWork);

    private bool IsMine => Story?.View.OwnerId is { } owner && owner == _actor.Person;

    private string Heading => Unknown ? "Not found" : Story is { } story ? $"{story.View.Row.Number} {story.View.Row.Title}" : "Event";

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Events, ChangeKind.Silences, ChangeKind.Windows);
        _beat = ticker.Listen(() => _ = InvokeAsync(StateHasChanged));
    }

    /// <summary>A link to another event comes back to this same page.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (Story is not null && EventNumber.TryParse(Number, null, out var number) && number == Story.View.Row.Number) return;
        (Story, Unknown) = (null, false);
        await ReadAsync();
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _beat?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        try
        {
            var asked = Number;
            var story = EventNumber.TryParse(asked, null, out var number) ? await stories.ReadAsync(number, _leaving.Token) : null;
            if (asked != Number) return;
            (Story, Unknown, Failure, ReadAt) = (story, story is null, null, Now);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
        catch (DbException) when (Story is not null)
        {
            Failure = "The event could not be read again just now; what you see may be out of date.";
        }

        StateHasChanged();
    }

    private async Task FocusCommentAsync()
    {
        if (Comments is not null) await Comments.FocusAsync();
    }
}
