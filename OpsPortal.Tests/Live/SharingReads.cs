using Microsoft.Extensions.Time.Testing;
using OpsPortal.Live;

namespace OpsPortal.Tests.Live;

public sealed class SharingReads
{
    private readonly FakeTimeProvider _clock = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly ChangeFeed _feed = new();
    private readonly SharedReads _reads;
    private TaskCompletionSource<int> _database = new();
    private CancellationToken _reading;
    private int _asked;

    public SharingReads() => _reads = new(_feed, _clock);

    [Fact]
    public async Task Everybody_who_asks_meanwhile_gets_the_one_answer()
    {
        var all = Enumerable.Range(0, 200).Select(_ => AskAsync()).ToList();
        _database.SetResult(7);
        Assert.All(await Task.WhenAll(all), answer => Assert.Equal(7, answer));
        Assert.Equal(7, await AskAsync());
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Another_question_is_another_reading()
    {
        _database.SetResult(7);
        await AskAsync("of Ada");
        await AskAsync("of Bo");
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Nothing_from_before_a_change_is_answered_after_it()
    {
        var before = AskAsync();
        _feed.Publish(ChangeKind.Events);
        var (old, now) = (_database, _database = new());
        var after = AskAsync();
        now.SetResult(8);
        Assert.Equal(8, await after);
        old.SetResult(7);
        Assert.Equal(7, await before);
        Assert.Equal(8, await AskAsync());
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task A_change_of_another_kind_changes_nothing()
    {
        _database.SetResult(7);
        await AskAsync();
        _feed.Publish(ChangeKind.People);
        await AskAsync();
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task What_changes_without_a_word_is_seen_after_a_short_time()
    {
        _database.SetResult(7);
        await AskAsync();
        _clock.Advance(SharedReads.Lasts);
        _database = new();
        _database.SetResult(8);
        Assert.Equal(8, await AskAsync());
    }

    [Fact]
    public async Task A_failure_is_told_to_those_who_waited_and_not_kept()
    {
        var (one, other) = (AskAsync(), AskAsync());
        _database.SetException(new InvalidOperationException("no database"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => one);
        await Assert.ThrowsAsync<InvalidOperationException>(() => other);
        _database = new();
        _database.SetResult(8);
        Assert.Equal(8, await AskAsync());
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Whoever_leaves_takes_nothing_from_the_others()
    {
        using var closing = new CancellationTokenSource();
        var first = AskUntilAsync(closing);
        var other = AskAsync();
        await closing.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(_reading.IsCancellationRequested);
        _database.SetResult(7);
        Assert.Equal(7, await other);
    }

    [Fact]
    public async Task When_all_have_left_the_reading_is_given_up_and_the_next_begins_anew()
    {
        using var closing = new CancellationTokenSource();
        var only = AskUntilAsync(closing);
        await closing.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => only);
        Assert.True(_reading.IsCancellationRequested);
        _database = new();
        _database.SetResult(8);
        Assert.Equal(8, await AskAsync());
    }

    [Fact]
    public async Task Never_more_than_so_many_answers_are_kept()
    {
        _database.SetResult(7);
        for (var i = 0; i < 3 * SharedReads.MostKept; i++) await AskAsync($"words {i}");
        Assert.Equal(SharedReads.MostKept, _reads.Kept);
        _feed.Publish(ChangeKind.Events);
        await AskAsync();
        Assert.Equal(1, _reads.Kept);
    }

    private Task<int> AskAsync(string question = "the queue") => _reads.ReadAsync(ChangeKind.Events, question, FromDatabase, TestContext.Current.CancellationToken);

    private Task<int> AskUntilAsync(CancellationTokenSource closing) => _reads.ReadAsync(ChangeKind.Events, "the queue", FromDatabase, closing.Token);

    private Task<int> FromDatabase(CancellationToken reading)
    {
        _asked++;
        _reading = reading;
        return _database.Task;
    }
}
