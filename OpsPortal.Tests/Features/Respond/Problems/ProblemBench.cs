using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Respond.Automation.Watching;
using OpsPortal.Features.Respond.Incidents.Acts;
using OpsPortal.Features.Respond.Problems;
using OpsPortal.Features.Respond.Problems.Acts;
using OpsPortal.Features.Respond.Problems.Queries;
using OpsPortal.Features.Respond.Problems.Watching;
using OpsPortal.Live;
using OpsPortal.Storage;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Respond.Problems;

/// <summary>Problems and the signal path together on a given database, on a clock that stands still; nothing runs by itself.</summary>
internal sealed class ProblemBench : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly ServiceProvider _services;

    private ProblemBench(TestDatabase database, Workbench signals)
    {
        (_database, Signals) = (database, signals);
        var services = new ServiceCollection().AddSingleton<IDbContextFactory<OpsDb>>(database.Contexts).AddSingleton(signals.Feed).AddSingleton<TimeProvider>(signals.Clock).AddSingleton(signals.Catalogue).AddSingleton<SharedReads>().AddLogging(log => log.ClearProviders());
        services.AddOptions<ProblemOptions>();
        services.AddSingleton<IncidentDesk>().AddSingleton<OpenIncident>();
        ProblemsFeature.AddProblemParts(services);
        _services = services.BuildServiceProvider();
    }

    public static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public Workbench Signals { get; }

    public FakeTimeProvider Clock => Signals.Clock;

    /// <summary>Somebody who may work problems, and is known to the database.</summary>
    public Actor Dana { get; private set; } = default!;

    public static async Task<ProblemBench> StartAsync(TestDatabase database)
    {
        await database.EmptyAsync();
        await using var db = database.Open();
        await db.Set<Problem>().ExecuteDeleteAsync(Stopping);
        await db.Set<StoredPattern>().ExecuteDeleteAsync(Stopping);
        await db.Set<Incident>().ExecuteDeleteAsync(Stopping);
        await db.Set<WatchCursor>().ExecuteDeleteAsync(Stopping);
        var bench = new ProblemBench(database, await Workbench.StartAsync(database.Contexts));
        bench.Dana = await bench.PersonAsync("Dana", Duty.Operator);
        return bench;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public OpsDb Open() => _database.Open();

    public async Task<Actor> PersonAsync(string name, Duty duty)
    {
        await using var db = Open();
        var person = new Person { Id = PersonId.New(Clock.GetUtcNow()), Name = name, CreatedAt = Clock.GetUtcNow() };
        person.Start(duty, "a test", Clock.GetUtcNow());
        db.Add(person);
        await db.SaveChangesAsync(Stopping);
        return new(person.Id, name, $"{name}@example.org", Duties.Permit([duty]), "");
    }

    /// <param name="instance">The host it is about; empty: none is named.</param>
    public async Task<EventNumber> RaiseAsync(string name, string instance = "")
    {
        Assert.Equal(OpsPortal.Features.Detect.Signals.Taken.Stored, await Signals.SendAsync(Of(Signals.Firing(name), instance)));
        return (await Signals.EventsAsync()).Last(e => e.Title.Contains(name, StringComparison.Ordinal)).Number;
    }

    public Task ClearAsync(string name, string instance = "") => Signals.SendAsync(Of(Signals.Over(name), instance));

    private static Signal Of(Signal signal, string instance) => instance.Length == 0 ? signal : signal with { Labels = LabelSet.From(signal.Labels.Append(new("instance", instance))) };

    /// <summary>It fires and is over ten minutes later, then again after <paramref name="every"/>, so many times.</summary>
    public async Task ComeAndGoAsync(string name, int times, TimeSpan every, string instance = "")
    {
        for (var i = 0; i < times; i++)
        {
            await RaiseAsync(name, instance);
            Clock.Advance(TimeSpan.FromMinutes(10));
            await ClearAsync(name, instance);
            Clock.Advance(every - TimeSpan.FromMinutes(10));
        }
    }

    /// <summary>Counts and proposes, twice: the second time finds nothing that the first has done.</summary>
    public async Task WatchAsync()
    {
        // By then it is settled what stands behind what, and on PostgreSQL also what is visible.
        Clock.Advance(TimeSpan.FromMinutes(2));
        for (var run = 0; run < 2; run++)
        {
            await ActivatorUtilities.CreateInstance<CountOccurrences>(_services).RunAsync(Stopping);
            await ActivatorUtilities.CreateInstance<ProposeProblems>(_services).RunAsync(Stopping);
        }
    }

    public Task RetainAsync() => ActivatorUtilities.CreateInstance<RetainOccurrences>(_services).RunAsync(Stopping);

    public async Task<IReadOnlyList<ProblemRow>> ProblemsAsync() => (await Get<IProblemQueries>().PageAsync(new(), null, 100, Stopping)).Items;

    public async Task<ProblemView> ViewAsync(ProblemNumber number) => await Get<IProblemQueries>().ViewAsync(number, Stopping) ?? throw new InvalidOperationException($"{number} is gone.");

    public async Task<Incident> OpenIncidentAsync(params EventNumber[] events) =>
        Assert.IsType<Outcome<Incident>.Done>(await Get<OpenIncident>().RunAsync(Dana, new("", "", null, events), Stopping)).Value;

    /// <summary>What was counted, by pattern.</summary>
    public async Task<Dictionary<string, long>> CountedAsync()
    {
        await using var db = Open();
        var rows = await (from one in db.Set<StoredOccurrences>() join pattern in db.Set<StoredPattern>() on one.Pattern equals pattern.Id where pattern.Narrowed == "" select new { pattern.What, one.Count }).ToListAsync(Stopping);
        return rows.GroupBy(row => row.What).ToDictionary(group => group.Key, group => group.Sum(row => row.Count));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Signals.DisposeAsync();
    }
}
