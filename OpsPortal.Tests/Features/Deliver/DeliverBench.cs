using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals.Acts;
using OpsPortal.Features.Deliver.Approvals.Telling;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Features.Deliver.Planning;
using OpsPortal.Features.Deliver.Policies;
using OpsPortal.Features.Deliver.Releases;
using OpsPortal.Features.Detect.Monitors;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Inform;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Features.People;
using OpsPortal.Features.People.StepUps;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver;

/// <summary>Changes and approvals on a given database, on a clock that stands still. What one test leaves never concerns another: decisions cannot be taken out.</summary>
internal sealed class DeliverBench : IAsyncDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly TestDatabase _database;
    private readonly ServiceProvider _services;

    private DeliverBench(TestDatabase database, Action<IServiceCollection>? more)
    {
        _database = database;
        var services = new ServiceCollection().AddSingleton<IDbContextFactory<OpsDb>>(database.Contexts).AddSingleton<TimeProvider>(Clock).AddSingleton(new ChangeFeed()).AddSingleton<Catalogue>().AddLogging(log => log.ClearProviders());
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton<InformLinks>().AddSingleton<BulletinMessages>().AddOptions().AddMetrics();
        services.AddChangeParts();
        services.AddReleaseParts();
        PlanningFeature.AddPlanningParts(services);
        MonitorsFeature.AddMonitorParts(services);
        more?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Rita asks, Walt wrote it, Ann is release manager, Bob change manager, Olga carries it out.</summary>
    public Dictionary<string, ActingSession> People { get; } = [];

    public ActingSession this[string name] => People[name];

    /// <param name="more">What a test needs besides.</param>
    public static async Task<DeliverBench> StartAsync(TestDatabase database, Action<IServiceCollection>? more = null)
    {
        var bench = new DeliverBench(database, more);
        await using (var db = bench.Open()) await PolicyShelf.BeginAsync(db, bench.Clock.GetUtcNow().AddDays(-90), Stopping);
        foreach (var (name, duty) in new[] { ("Rita", Duty.Developer), ("Walt", Duty.Developer), ("Ann", Duty.ReleaseManager), ("Bob", Duty.ChangeManager), ("Olga", Duty.Operator), ("Otto", Duty.Operator), ("Mia", Duty.Manager) })
            bench.People[name] = await bench.PersonAsync(name, duty);
        return bench;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public OpsDb Open() => _database.Open();

    public static T Done<T>(Outcome<T> outcome) => outcome is Outcome<T>.Done(var value) ? value : throw new InvalidOperationException($"{outcome.Refusal?.Code}: {outcome.Refusal?.Message}");

    /// <summary>Somebody who has had the duty for a month.</summary>
    public async Task<ActingSession> PersonAsync(string name, Duty duty)
    {
        await using var db = Open();
        var now = Clock.GetUtcNow();
        var person = new Person { Id = PersonId.New(now), Name = name, CreatedAt = now };
        person.Start(duty, "a test", now.AddDays(-30));
        db.Add(person);
        await db.SaveChangesAsync(Stopping);
        return await AccountAsync(person.Id, name, $"{name.ToLowerInvariant()}-{person.Id.Value:N}@example.org", duty);
    }

    /// <summary>Another account of a person.</summary>
    public async Task<ActingSession> AccountAsync(PersonId person, string name, string mail, Duty duty)
    {
        await using var db = Open();
        db.Add(new Account { Id = Guid.CreateVersion7(Clock.GetUtcNow()), UserName = mail, NormalizedUserName = mail.ToUpperInvariant(), Email = mail, NormalizedEmail = mail.ToUpperInvariant(), PersonId = person, CreatedAt = Clock.GetUtcNow(), SecurityStamp = "s" });
        await db.SaveChangesAsync(Stopping);
        return new(new Actor(person, name, mail, Duties.Permit([duty]), "192.0.2.1"), null, true, null);
    }

    /// <summary>Shows once more who it is.</summary>
    public async Task<Guid> StepUpAsync(ActingSession by)
    {
        await using var db = Open();
        var kept = new KeptStepUp { Id = Guid.CreateVersion7(Clock.GetUtcNow()), Person = by.Actor.Person!.Value, Account = Guid.Empty, Method = StepUpMethod.Password, At = Clock.GetUtcNow() };
        db.Add(kept);
        await db.SaveChangesAsync(Stopping);
        return kept.Id;
    }

    public ChangePlan Plan => new()
    {
        Title = "Checkout 2.1",
        Reason = "Cards of a new kind",
        Impact = "None",
        Components = [new(new("checkout"), "api", "2.1.0", Commit, "")],
        Environment = "production-eu",
        Steps = [new("Deploy", "Rolling")],
        Backout = new("Errors above 2 %", [new("Deploy 2.0.4", "")], TimeSpan.FromMinutes(10)),
        Evidence = [new("Regression", "https://ci.example.org/1", "412 passed")],
        Window = new(Clock.GetUtcNow().AddHours(2), Clock.GetUtcNow().AddHours(6), "Europe/Berlin"),
    };

    /// <summary>A change that Rita asks for and Walt wrote.</summary>
    public async Task<ChangeNumber> RequestedAsync(ChangePlan? plan = null)
    {
        var change = Done(await Get<RequestChange>().RunAsync(this["Rita"], plan ?? Plan, Stopping));
        Done(await Get<CreditAuthors>().RunAsync(this["Rita"], change.Number, [("Walt", this["Walt"].Actor.Account, Commit)], Stopping));
        return change.Number;
    }

    public async Task<ChangeNumber> SubmittedAsync(ChangePlan? plan = null)
    {
        var number = await RequestedAsync(plan);
        Done(await Get<SubmitChange>().RunAsync(this["Rita"], number, Stopping));
        return number;
    }

    public async Task<ChangeNumber> ApprovedAsync(ChangePlan? plan = null)
    {
        var number = await SubmittedAsync(plan);
        Done(await ApproveAsync(this["Ann"], number));
        Done(await ApproveAsync(this["Bob"], number));
        Clock.Advance(TimeSpan.FromHours(3));
        return number;
    }

    /// <summary>Approves what is shown now, with a new step-up unless one is given.</summary>
    public async Task<Outcome<Change>> ApproveAsync(ActingSession by, ChangeNumber number, Guid? stepUp = null)
    {
        var view = await ViewAsync(number);
        return await Get<DecideOnChange>().ApproveAsync(by, stepUp ?? await StepUpAsync(by), number, new(view.Round!.ContentHash, view.Case.Subject!.SheetHash, "Looked at it"), Stopping);
    }

    public Task<Outcome<Change>> StartChangeAsync(ActingSession by, ChangeNumber number) => Get<StartChange>().RunAsync(by, number, null, Stopping);

    public async Task<ChangeView> ViewAsync(ChangeNumber number) => (await Get<IChangeQueries>().ViewAsync(number, Stopping))!;

    public async Task<ApprovalState> StandingAsync(ChangeNumber number) => (await ViewAsync(number)).Standing!.State;

    /// <summary>Lets the job that follows approvals run once.</summary>
    public Task FollowAsync() => RunAsync<FollowApprovals>();

    /// <summary>Lets a job run once.</summary>
    public Task RunAsync<TJob>() where TJob : class, IJob => ActivatorUtilities.CreateInstance<TJob>(_services).RunAsync(Stopping);

    /// <summary>The acts that were audited about a change, in order.</summary>
    public Task<IReadOnlyList<string>> ActsAsync(ChangeNumber number) => ActsAsync(number.ToString());

    /// <summary>The same for anything by its name.</summary>
    public async Task<IReadOnlyList<string>> ActsAsync(string subject)
    {
        await using var db = Open();
        return await db.Audit.Where(entry => entry.Object == subject).OrderBy(entry => entry.Sequence).Select(entry => entry.Act).ToListAsync(Stopping);
    }

    /// <summary>The subjects of the mails that were sent to somebody.</summary>
    public async Task<IReadOnlyList<string>> MailsAsync(string name)
    {
        await using var db = Open();
        var mail = this[name].Actor.Account;
        return await db.Set<OpsPortal.Outgoing.Outbox.OutboxMessage>().Where(message => message.Recipient == mail).OrderBy(message => message.CreatedAt).ThenBy(message => message.Id).Select(message => message.Subject).ToListAsync(Stopping);
    }

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();
}
