using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Improve.Schedules;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports;
using OpsPortal.Features.Improve.Reports.Schedules;
using OpsPortal.Features.Improve.Reports.Schedules.Acts;
using OpsPortal.Features.Improve.Reports.Schedules.Queries;
using OpsPortal.Features.Improve.Reports.Schedules.Sending;
using OpsPortal.Features.Inform;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Problems;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Improve.Reports.Mailing;

/// <summary>Report schedules over a database of their own, on a clock that is moved by hand; nothing runs by itself. Two of them on one database are two portals.</summary>
internal sealed class MailBench : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly ServiceProvider _parts;

    private MailBench(TestDatabase database, IReadOnlyDictionary<string, string?> settings, FakeTimeProvider clock)
    {
        (_database, Clock) = (database, clock);
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(settings) { ["OpsPortal:Inform:PublicUrl"] = "https://portal.example.org" }).Build());
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section);
        services.AddOptions<InformOptions>().BindConfiguration(InformOptions.Section);
        services.AddSingleton<IDbContextFactory<OpsDb>>(database.Contexts).AddSingleton<TimeProvider>(clock).AddSingleton<ChangeFeed>().AddSingleton<Catalogue>().AddLogging(log => log.ClearProviders())
            .AddSingleton(Options.Create(new JobOptions())).AddSingleton(Options.Create(new ProblemOptions())).AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider())
            .AddSingleton<SmtpLine>().AddSingleton<MailPost>().AddSingleton<InformLinks>().AddOutbox(sends: false).AddReportParts().AddReportScheduleParts();
        _parts = services.BuildServiceProvider();
    }

    public static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public FakeTimeProvider Clock { get; }

    public static async Task<MailBench> StartAsync(TestDatabase database, IReadOnlyDictionary<string, string?>? settings = null)
    {
        await database.EmptyAsync();
        await using var db = database.Open();
        await db.Set<ReportSchedule>().ExecuteDeleteAsync(Stopping);
        await db.Set<OutboxMessage>().ExecuteDeleteAsync(Stopping);
        return new(database, settings ?? new Dictionary<string, string?>(), new(new(2026, 3, 5, 12, 0, 0, TimeSpan.Zero)));
    }

    /// <summary>Another portal on the same database and clock, or this one after it was killed.</summary>
    public MailBench Another(IReadOnlyDictionary<string, string?>? settings = null) => new(_database, settings ?? new Dictionary<string, string?>(), Clock);

    public T Get<T>() where T : notnull => _parts.GetRequiredService<T>();

    public OpsDb Open() => _database.Open();

    /// <summary>Somebody with an account and a duty, as the portal would see it signed in.</summary>
    public async Task<Actor> PersonAsync(string name, params Duty[] duties)
    {
        await using var db = Open();
        var (now, mail) = (Clock.GetUtcNow(), $"{name.ToLowerInvariant()}-{Guid.CreateVersion7(Clock.GetUtcNow()):N}@example.org");
        var person = new Person { Id = PersonId.New(now), Name = name, CreatedAt = now };
        foreach (var duty in duties) person.Start(duty, "Avery", now);
        db.Persons.Add(person);
        db.Add(new Account { Id = Guid.CreateVersion7(now), UserName = mail, NormalizedUserName = mail.ToUpperInvariant(), Email = mail, NormalizedEmail = mail.ToUpperInvariant(), PersonId = person.Id, CreatedAt = now });
        await db.SaveChangesAsync(Stopping);
        return new(person.Id, name, mail, Duties.Permit(duties), "");
    }

    public static ReportScheduleDraft Daily(params string[] recipients) =>
        new() { Report = "event-volume", Period = RelativePeriod.Yesterday, Timetable = new(Rhythm.Daily, 0, new(6, 0), "UTC"), Recipients = recipients, Pdf = true, Excel = true };

    public async Task<ReportSchedule> EnterAsync(Actor by, ReportScheduleDraft draft) => Assert.IsType<Outcome<ReportSchedule>.Done>(await Get<SaveSchedule>().RunAsync(by, null, draft, null, Stopping)).Value;

    /// <summary>What the job does every few seconds.</summary>
    public Task RunAsync() => ActivatorUtilities.CreateInstance<SendDueReports>(_parts).RunAsync(Stopping);

    /// <summary>Sends what is due in the outbox and waits for the answers.</summary>
    public async Task PostAsync()
    {
        await Get<OutboxPump>().SweepAsync(Stopping);
        await Get<OutboxPump>().SettledAsync();
    }

    public Task<IReadOnlyList<SendingRow>> HistoryAsync(ScheduleNumber number) => Get<ScheduleQueries>().HistoryAsync(number, Stopping);

    public async Task<IReadOnlyList<string>> AuditedAsync()
    {
        await using var db = Open();
        return await db.Audit.OrderBy(entry => entry.Sequence).Select(entry => entry.Act).ToListAsync(Stopping);
    }

    public Task RetainAsync() => ActivatorUtilities.CreateInstance<RetainSendings>(_parts).RunAsync(Stopping);

    public async ValueTask DisposeAsync() => await _parts.DisposeAsync();
}
