using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Inform;

/// <summary>
/// Whatever the order in which alerts fire and end, silences begin and end, people snooze, receivers fail and the portal is killed between
/// two steps: everybody who was told that an event fires is told exactly once that it is over, and nobody else is.
/// </summary>
public abstract class ToldExactlyOnce(TestDatabase database, int[] seeds)
{
    private const int Steps = 60;

    private static readonly string[] Alerts = ["DiskFull", "Slow", "Backup"];

    [Fact]
    public async Task In_every_interleaving()
    {
        foreach (var seed in seeds) await RunAsync(seed);
    }

    private async Task RunAsync(int seed)
    {
        var random = new Random(seed);
        var done = new List<string>();
        await using var bench = await InformBench.StartAsync(database);
        await bench.RuleAsync(draft => draft with { BundleMinutes = random.Next(3) });
        var silences = new Dictionary<string, Guid>(StringComparer.Ordinal);
        var numbers = new Dictionary<string, EventNumber>(StringComparer.Ordinal);
        for (var step = 0; step < Steps; step++)
        {
            var (what, alert) = (random.Next(10), Alerts[random.Next(Alerts.Length)]);
            done.Add(string.Create(CultureInfo.InvariantCulture, $"{what}{alert[0]}"));
            await StepAsync(what, alert);
            Check();
        }

        // Everything comes to rest: no silence, nothing fires or flaps, the receiver is well, and the time of every bundle has passed.
        bench.Receiver.Status = 200;
        foreach (var silence in silences.Values) await bench.UnsilenceAsync(silence);
        foreach (var alert in Alerts) await bench.ClearAsync(alert);
        for (var round = 0; round < 6; round++)
        {
            bench.Clock.Advance(TimeSpan.FromMinutes(20));
            await bench.SettleAsync();
            await bench.TellAsync();
        }

        var said = Arrived();
        Assert.All(numbers.Values, number => Assert.True(said.Count(one => one == (number.ToString(), true)) == said.Count(one => one == (number.ToString(), false)), $"Seed {seed}: {string.Join(' ', done)} → {string.Join(", ", said)}"));
        await using var db = bench.Open();
        Assert.Empty(await db.Set<Telling>().ToListAsync(InformBench.Stopping));

        async Task StepAsync(int step, string alert)
        {
            switch (step)
            {
                case 0 or 1:
                    numbers[alert] = await bench.RaiseAsync(alert);
                    break;
                case 2:
                    await bench.ClearAsync(alert);
                    break;
                case 3 when silences.Remove(alert, out var silence):
                    await bench.UnsilenceAsync(silence);
                    break;
                case 3:
                    silences[alert] = await bench.SilenceAsync(alert);
                    break;
                case 4:
                    await bench.PlanAsync();
                    break;
                case 5:
                    await bench.SendAsync();
                    break;
                case 6:
                    bench.Receiver.Status = bench.Receiver.Status == 200 ? 503 : 200;
                    break;
                case 7:
                    await bench.RestartAsync();
                    break;
                case 8:
                    bench.Clock.Advance(TimeSpan.FromSeconds(random.Next(1, 120)));
                    break;
                default:
                    await bench.TellAsync();
                    break;
            }
        }

        // In the order they arrived, each event is told to fire and told to be over by turns.
        void Check()
        {
            foreach (var told in Arrived().GroupBy(one => one.Event, StringComparer.Ordinal))
            {
                var turns = told.Select(one => one.Fired).ToList();
                Assert.True(turns.Select((fired, at) => fired == (at % 2 == 0)).All(right => right), $"Seed {seed}: {string.Join(' ', done)} → {told.Key} {string.Join(' ', turns)}");
            }
        }

        // What was answered with trouble has not arrived; it comes again with the same id.
        List<(string Event, bool Fired)> Arrived() =>
        [
            .. from request in bench.Receiver.Requests.Where(request => request.Answered == 200).DistinctBy(request => request.Id)
               let data = request.Body.GetProperty("data")
               from one in data.GetProperty("cleared").EnumerateArray().Select(e => (e.GetProperty("number").GetString()!, false)).Concat(data.GetProperty("fired").EnumerateArray().Select(e => (e.GetProperty("number").GetString()!, true)))
               select one,
        ];
    }
}

public sealed class ToldExactlyOnceOnSqlite(SqliteDatabase database) : ToldExactlyOnce(database, [.. Enumerable.Range(1, 30)]), IClassFixture<SqliteDatabase>;

public sealed class ToldExactlyOnceOnPostgres(PostgresDatabase database) : ToldExactlyOnce(database, [.. Enumerable.Range(101, 10)]), IClassFixture<PostgresDatabase>;
