using Microsoft.Extensions.Time.Testing;
using OpsPortal.Live;

namespace OpsPortal.Tests.Ui;

public sealed class RefreshingAPage
{
    private readonly FakeTimeProvider _clock = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly ChangeFeed _feed = new();
    private int _refreshes;

    [Fact]
    public void Happens_at_once_on_the_first_change()
    {
        using var page = Open();
        Change();
        Assert.Equal(1, _refreshes);
    }

    [Fact]
    public void Happens_at_most_four_times_a_second_however_much_changes()
    {
        using var page = Open();
        for (var i = 0; i < 1000; i++)
        {
            Change();
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(_refreshes, 3, 5);
    }

    [Fact]
    public void Always_follows_the_last_change()
    {
        using var page = Open();
        Change();
        Change();
        Assert.Equal(1, _refreshes);
        _clock.Advance(PageSubscription.Pace);
        Assert.Equal(2, _refreshes);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, _refreshes);
    }

    [Fact]
    public void Never_runs_twice_at_a_time()
    {
        var slow = new TaskCompletionSource();
        using var page = new PageSubscription(_feed, _clock, () => { _refreshes++; return slow.Task; }, ChangeKind.Events);
        Change();
        Change();
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, _refreshes);
        slow.SetResult();
        _clock.Advance(PageSubscription.Pace);
        Assert.Equal(2, _refreshes);
    }

    [Fact]
    public void Goes_on_after_one_that_failed()
    {
        using var page = new PageSubscription(_feed, _clock, () => ++_refreshes == 1 ? throw new InvalidOperationException() : Task.CompletedTask, ChangeKind.Events);
        Change();
        Change();
        _clock.Advance(PageSubscription.Pace);
        Assert.Equal(2, _refreshes);
    }

    [Fact]
    public void Slows_down_when_very_many_pages_are_open_but_never_below_once_in_two_seconds()
    {
        using var page = Open();
        var others = Enumerable.Range(0, 2000).Select(_ => _feed.Subscribe(ChangeKind.Events, () => { })).ToList();
        Change();
        Change();
        _clock.Advance(PageSubscription.SlowestPace - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, _refreshes);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, _refreshes);
        others.ForEach(other => other.Dispose());
    }

    [Fact]
    public void Ends_when_the_page_is_left()
    {
        var page = Open();
        Change();
        page.Dispose();
        Assert.Equal(0, _feed.Listeners(ChangeKind.Events));
        Change();
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, _refreshes);
    }

    private PageSubscription Open() => new(_feed, _clock, () => { _refreshes++; return Task.CompletedTask; }, ChangeKind.Events);

    private void Change()
    {
        _feed.Publish(ChangeKind.Events);
        _clock.Advance(TimeSpan.Zero);
    }
}
