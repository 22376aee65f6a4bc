using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Features.Detect.Maintenance.Windows.Keeping;
using OpsPortal.Features.Inform.Announcements.Acts;
using OpsPortal.Features.Inform.Announcements.Telling;
using OpsPortal.Features.Respond.Incidents.Acts;
using OpsPortal.Features.Respond.Incidents.Acts.Handling;
using OpsPortal.Features.Respond.Incidents.Acts.Words;
using OpsPortal.Tests.Features.Detect.Maintenance.Windows;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Inform.InformBench;

namespace OpsPortal.Tests.Features.Inform;

/// <summary>Announcements follow the windows and incidents they speak of, from the first draft to the last word.</summary>
public abstract class FollowingTheRest(TestDatabase database)
{
    [Fact]
    public async Task A_window_is_announced_once_somebody_published_it_and_told_of_until_it_ends()
    {
        await using var bench = await WithReadersAsync(database);
        await bench.SubscribedAsync("shop@example.org", "shop");
        await bench.SubscribedAsync("search@example.org", "search");
        var now = bench.Clock.GetUtcNow();
        var draft = new WindowDraft { Title = "Database upgrade", Reason = "New version", LocalStart = now.UtcDateTime.AddHours(1), Zone = "UTC", DurationMinutes = 120, Services = ["shop"] };
        var window = Assert.IsType<Outcome<MaintenanceWindow>.Done>(await bench.Get<SaveWindow>().RunAsync(WindowBench.Olga, null, draft, null, confirmed: false, Stopping)).Value;
        Assert.Empty(await FollowedAsync(bench));
        var announcement = Assert.Single(await AnnouncementsAsync(bench));
        Assert.Equal((AnnouncementState.Draft, window.Number.ToString()), (announcement.State, announcement.Subject));

        Assert.Null((await bench.Get<PublishAnnouncement>().RunAsync(WindowBench.Olga, announcement.Number, null, null, Stopping)).Refusal);
        Assert.Equal(["Planned: shop"], await FollowedAsync(bench));
        bench.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["Now: shop"], await FollowedAsync(bench));
        Assert.Null((await bench.Get<ExtendWindow>().RunAsync(WindowBench.Olga, window.Number, now.AddHours(4), null, Stopping)).Refusal);
        Assert.Equal(["Update: shop"], await FollowedAsync(bench));
        Assert.Empty(await FollowedAsync(bench));
        Assert.Null((await bench.Get<EndWindow>().RunAsync(WindowBench.Olga, window.Number, null, Stopping)).Refusal);
        Assert.Equal(["Over: shop"], await FollowedAsync(bench));
        Assert.Equal(AnnouncementState.Ended, Assert.Single(await AnnouncementsAsync(bench)).State);
    }

    [Fact]
    public async Task The_draft_of_a_window_that_is_called_off_is_called_off_and_nobody_hears_of_it()
    {
        await using var bench = await WithReadersAsync(database);
        await bench.SubscribedAsync("shop@example.org", "shop");
        var draft = new WindowDraft { Title = "Database upgrade", Reason = "New version", LocalStart = bench.Clock.GetUtcNow().UtcDateTime.AddHours(1), Zone = "UTC", DurationMinutes = 120, Services = ["shop"] };
        var window = Assert.IsType<Outcome<MaintenanceWindow>.Done>(await bench.Get<SaveWindow>().RunAsync(WindowBench.Olga, null, draft, null, confirmed: false, Stopping)).Value;
        await FollowedAsync(bench);
        Assert.Null((await bench.Get<CancelWindow>().RunAsync(WindowBench.Olga, window.Number, "Not ready", null, Stopping)).Refusal);
        Assert.Empty(await FollowedAsync(bench));
        Assert.Equal(AnnouncementState.Cancelled, Assert.Single(await AnnouncementsAsync(bench)).State);
    }

    [Fact]
    public async Task What_is_said_of_an_incident_reaches_subscribers_and_its_end_does_though_nobody_says_it()
    {
        await using var bench = await WithReadersAsync(database);
        await bench.SubscribedAsync("shop@example.org", "shop");
        var incident = await OpenAsync(bench);
        await SayAsync(bench, incident, "Orders fail. We are looking into it.");
        var draft = Assert.Single(await AnnouncementsAsync(bench));
        Assert.Null((await bench.Get<PublishAnnouncement>().RunAsync(WindowBench.Olga, draft.Number, null, null, Stopping)).Refusal);
        Assert.Equal(["Now: shop"], await FollowedAsync(bench));
        await SayAsync(bench, incident, "The cause is found.");
        Assert.Equal(["Update: shop"], await FollowedAsync(bench));

        await ResolveAsync(bench, incident);
        bench.Clock.Advance(EndOfIncidents.OwnWords - TimeSpan.FromMinutes(1));
        Assert.Empty(await FollowedAsync(bench));
        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(["Over: shop"], await FollowedAsync(bench));
        Assert.Empty(await FollowedAsync(bench));

        Assert.Null((await bench.Get<ReopenIncident>().RunAsync(WindowBench.Olga, incident, "It fails again", Stopping)).Refusal);
        await SayAsync(bench, incident, "It is back.");
        Assert.Equal([(AnnouncementState.Ended, $"{incident}"), (AnnouncementState.Draft, $"{incident}@1")], (await AnnouncementsAsync(bench)).Select(one => (one.State, one.Subject)));
    }

    [Fact]
    public async Task Whoever_resolves_an_incident_may_end_its_announcement_in_their_own_words()
    {
        await using var bench = await WithReadersAsync(database);
        await bench.SubscribedAsync("shop@example.org", "shop");
        var incident = await OpenAsync(bench);
        await SayAsync(bench, incident, "Orders fail.");
        Assert.Null((await bench.Get<PublishAnnouncement>().RunAsync(WindowBench.Olga, Assert.Single(await AnnouncementsAsync(bench)).Number, null, null, Stopping)).Refusal);
        Assert.Equal(["Now: shop"], await FollowedAsync(bench));
        await ResolveAsync(bench, incident);
        await SayAsync(bench, incident, "All orders of today went through.");
        Assert.Equal(["Over: shop"], await FollowedAsync(bench));
        bench.Clock.Advance(EndOfIncidents.OwnWords * 2);
        Assert.Empty(await FollowedAsync(bench));
    }

    private static async Task<IncidentNumber> OpenAsync(InformBench bench) =>
        Assert.IsType<Outcome<Incident>.Done>(await bench.Get<OpenIncident>().RunAsync(WindowBench.Olga, new("Orders fail", "shop", null, []), Stopping)).Value.Number;

    private static async Task SayAsync(InformBench bench, IncidentNumber incident, string text) => Assert.Null((await bench.Get<UpdateStakeholders>().RunAsync(WindowBench.Olga, incident, text, Stopping)).Refusal);

    private static async Task ResolveAsync(InformBench bench, IncidentNumber incident) =>
        Assert.Null((await bench.Get<ResolveIncident>().RunAsync(WindowBench.Olga, incident, ResolutionCode.Fixed, "A full disk", Stopping)).Refusal);

    private static async Task<IReadOnlyList<Announcement>> AnnouncementsAsync(InformBench bench)
    {
        await using var db = bench.Open();
        return await db.Set<Announcement>().AsNoTracking().OrderBy(one => one.Number).ToListAsync(Stopping);
    }

    /// <summary>Runs what follows windows and incidents, twice as after a crash, and returns what subscribers were told by it.</summary>
    private static async Task<IReadOnlyList<string>> FollowedAsync(InformBench bench)
    {
        await bench.Get<TurnWindows>().RunAsync(Stopping);
        for (var run = 0; run < 2; run++)
        {
            await ActivatorUtilities.CreateInstance<FollowWindows>(bench.Services).RunAsync(Stopping);
            await ActivatorUtilities.CreateInstance<EndOfIncidents>(bench.Services).RunAsync(Stopping);
        }

        return await bench.ToldAsync();
    }
}

public sealed class FollowingTheRestOnSqlite(SqliteDatabase database) : FollowingTheRest(database), IClassFixture<SqliteDatabase>;

public sealed class FollowingTheRestOnPostgres(PostgresDatabase database) : FollowingTheRest(database), IClassFixture<PostgresDatabase>;
