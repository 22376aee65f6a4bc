using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Inform.Status;
using OpsPortal.Domain.Inform.Subscriptions;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Inform.Announcements.Acts;
using OpsPortal.Features.Inform.Announcements.Queries;
using OpsPortal.Features.Inform.Announcements.Telling;
using OpsPortal.Features.Inform.Status;
using OpsPortal.Features.Inform.Status.Rendering;
using OpsPortal.Features.Inform.Subscriptions.Acts;
using OpsPortal.Tests.Domain.Respond.Automation;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Inform;

/// <summary>Subscribers are told ahead, at the start, of every change, when it takes too long and at the end: each once.</summary>
public abstract class Announcing(TestDatabase database)
{
    [Fact]
    public async Task Each_moment_is_told_once_to_those_whom_it_concerns()
    {
        await using var bench = await InformBench.WithReadersAsync(database);
        await bench.SubscribedAsync("all@example.org");
        await bench.SubscribedAsync("shop@example.org", "shop");
        await bench.SubscribedAsync("search@example.org", "search");
        var number = await MadeAsync(bench, Draft(bench));
        Assert.Null((await bench.Get<PublishAnnouncement>().RunAsync(Given.Olga, number, null, null, InformBench.Stopping)).Refusal);
        Assert.Equal(["Planned: all", "Planned: shop"], await bench.ToldAsync());

        bench.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(["Planned: all", "Planned: shop"], await bench.ToldAsync());
        bench.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["Now: all", "Now: shop"], await bench.ToldAsync());
        Assert.Null((await bench.Get<UpdateAnnouncement>().RunAsync(Given.Olga, number, "Half done.", null, null, null, InformBench.Stopping)).Refusal);
        Assert.Equal(["Update: all", "Update: shop"], await bench.ToldAsync());
        bench.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(["Takes longer: all", "Takes longer: shop"], await bench.ToldAsync());
        await bench.RestartAsync();
        Assert.Empty(await bench.ToldAsync());
        Assert.Null((await bench.Get<EndAnnouncement>().RunAsync(Given.Olga, number, false, "", null, InformBench.Stopping)).Refusal);
        Assert.Equal(["Over: all", "Over: shop"], await bench.ToldAsync());
        Assert.Empty(await bench.ToldAsync());
        Assert.All((await bench.LettersAsync()).Where(letter => letter.Subject != "Confirm your subscription"), letter => Assert.Equal("https://status.example.org/status/unsubscribe/%%token%%", letter.OneClick));
    }

    [Fact]
    public async Task A_thousand_subscribers_are_told_page_by_page_and_none_twice_though_the_portal_is_killed()
    {
        await using var bench = await InformBench.WithReadersAsync(database);
        await using (var db = bench.Open())
        {
            for (var at = 0; at < 1203; at++)
            {
                var one = bench.Get<Confirmations>().New(new(DestinationKind.Mail, $"a{at}@example.org", $"a{at}@example.org", $"mail:a{at}@example.org"), bench.Clock.GetUtcNow());
                one.Ask([], "digest", bench.Clock.GetUtcNow());
                one.Confirm(bench.Clock.GetUtcNow());
                db.Add(one);
            }

            await db.SaveChangesAsync(InformBench.Stopping);
        }

        var number = await MadeAsync(bench, Draft(bench) with { Services = [] });
        Assert.Null((await bench.Get<PublishAnnouncement>().RunAsync(Given.Olga, number, null, null, InformBench.Stopping)).Refusal);
        await bench.RestartAsync();
        await bench.AdvanceAsync();
        await bench.AdvanceAsync();
        var letters = await bench.LettersAsync();
        Assert.Equal((1203, 1203), (letters.Count, letters.Select(letter => letter.To).Distinct().Count()));
        Assert.Equal(1203, Assert.Single((await bench.Get<AnnouncementQueries>().ViewAsync(number, InformBench.Stopping))!.Mailings).Count);
    }

    [Fact]
    public async Task Another_part_of_the_portal_drafts_it_a_person_publishes_it_and_then_it_goes_by_itself()
    {
        await using var bench = await InformBench.WithReadersAsync(database);
        await bench.SubscribedAsync("all@example.org");
        var (tell, portal, now) = (bench.Get<TellSubscribers>(), Actor.Portal("Maintenance"), bench.Clock.GetUtcNow());
        var subject = new AnnouncementSubject(SubjectKind.Maintenance, "MW-3", "Database upgrade", [new("shop")], now.AddHours(3), now.AddHours(4), "/maintenance/MW-3");
        var drafted = Assert.IsType<Outcome<Tellings>.Done>(await tell.RunAsync(portal, subject, TellingMoment.Ahead, "24h", "", InformBench.Stopping)).Value;
        Assert.False(drafted.IsTold);
        Assert.Empty(await bench.ToldAsync());
        Assert.Equal(drafted.Announcement, Assert.IsType<Outcome<Tellings>.Done>(await tell.RunAsync(portal, subject, TellingMoment.Ahead, "1h", "", InformBench.Stopping)).Value.Announcement);

        Assert.Null((await bench.Get<PublishAnnouncement>().RunAsync(Given.Olga, drafted.Announcement, null, null, InformBench.Stopping)).Refusal);
        Assert.Equal(["Planned: all"], await bench.ToldAsync());
        var moved = subject with { Ends = now.AddHours(5) };
        Assert.True(Assert.IsType<Outcome<Tellings>.Done>(await tell.RunAsync(portal, moved, TellingMoment.Changed, "2", "", InformBench.Stopping)).Value.IsTold);
        Assert.False(Assert.IsType<Outcome<Tellings>.Done>(await tell.RunAsync(portal, moved, TellingMoment.Changed, "2", "", InformBench.Stopping)).Value.IsTold);
        Assert.Equal(["Update: all"], await bench.ToldAsync());
        Assert.True(Assert.IsType<Outcome<Tellings>.Done>(await tell.RunAsync(portal, moved, TellingMoment.Ended, "", "", InformBench.Stopping)).Value.IsTold);
        Assert.Equal(["Over: all"], await bench.ToldAsync());
        var view = await bench.Get<AnnouncementQueries>().ViewAsync(drafted.Announcement, InformBench.Stopping);
        Assert.Equal((AnnouncementState.Ended, now.AddHours(5), "MW-3"), (view!.Row.State, view.Row.EndsAt, view.Subject));
    }

    [Fact]
    public async Task What_was_scheduled_publishes_itself_and_what_ends_itself_is_over()
    {
        await using var bench = await InformBench.WithReadersAsync(database);
        await bench.SubscribedAsync("all@example.org");
        var number = await MadeAsync(bench, Draft(bench) with { EndsItself = true });
        Assert.Null((await bench.Get<PublishAnnouncement>().RunAsync(Given.Olga, number, bench.Clock.GetUtcNow().AddMinutes(30), null, InformBench.Stopping)).Refusal);
        Assert.Empty(await bench.ToldAsync());
        bench.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(["Planned: all"], await bench.ToldAsync());
        bench.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(["Now: all"], await bench.ToldAsync());
        bench.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(["Over: all"], await bench.ToldAsync());
    }

    [Fact]
    public async Task What_concerns_no_public_service_reaches_nobody_outside()
    {
        await using var bench = await InformBench.WithReadersAsync(database);
        await bench.SubscribedAsync("all@example.org");
        await using (var db = bench.Open())
        {
            db.Services.Add(OpsPortal.Domain.Estate.Service.From(new() { Key = new("secret-ledger"), Name = "Ledger" }, bench.Clock.GetUtcNow()));
            await db.SaveChangesAsync(InformBench.Stopping);
        }

        var number = await MadeAsync(bench, Draft(bench) with { Services = [new("secret-ledger")], Title = "Ledger moves" });
        Assert.Null((await bench.Get<PublishAnnouncement>().RunAsync(Given.Olga, number, null, null, InformBench.Stopping)).Refusal);
        Assert.Empty(await bench.ToldAsync());
        Assert.DoesNotContain("Ledger", StatusHtml.Page(await bench.Get<StatusReader>().ReadAsync(InformBench.Stopping)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_tells_how_services_stand_and_nothing_from_inside()
    {
        await using var bench = await InformBench.WithReadersAsync(database);
        await bench.Signals.Catalogue.RefreshAsync(InformBench.Stopping);
        await bench.RaiseAsync("InternalSecretTitle", ("service", "shop"), ("host", "db-7.internal"));
        await bench.RaiseAsync("Quiet", ("service", "search"));
        await bench.SilenceAsync("Quiet");
        var status = await bench.Get<StatusReader>().ReadAsync(InformBench.Stopping);
        Assert.Equal([("Shop & more", PublicLight.Degraded), ("Search", PublicLight.Operational)], status.Services.Select(service => (service.Name, service.Light)));
        var page = StatusHtml.Page(status);
        Assert.Contains("Shop &amp; more", page, StringComparison.Ordinal);
        Assert.DoesNotContain("InternalSecretTitle", page, StringComparison.Ordinal);
        Assert.DoesNotContain("db-7", page, StringComparison.Ordinal);
        Assert.DoesNotContain("EVT-", page, StringComparison.Ordinal);

        var days = new NoteDays(bench.Contexts, bench.Clock);
        await days.RunAsync(InformBench.Stopping);
        await bench.ClearAsync("InternalSecretTitle", ("service", "shop"), ("host", "db-7.internal"));
        await days.RunAsync(InformBench.Stopping);
        status = await bench.Get<StatusReader>().ReadAsync(InformBench.Stopping);
        Assert.Equal((PublicLight.Operational, PublicLight.Degraded), (status.Services[0].Light, Assert.Single(status.Services[0].Days).Value));
        bench.Clock.Advance(TimeSpan.FromDays(StatusSnapshot.HistoryDays + 1));
        await days.RunAsync(InformBench.Stopping);
        await using var db = bench.Open();
        Assert.Equal(2, await db.Set<PublicDay>().CountAsync(InformBench.Stopping));
    }

    [Fact]
    public async Task Text_that_is_HTML_is_shown_as_text()
    {
        await using var bench = await InformBench.WithReadersAsync(database);
        const string attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
        var number = await MadeAsync(bench, Draft(bench) with { Title = attack, Impact = attack, StartsAt = null, EndsAt = null, AheadMinutes = [] });
        Assert.Null((await bench.Get<PublishAnnouncement>().RunAsync(Given.Olga, number, null, null, InformBench.Stopping)).Refusal);
        Assert.Null((await bench.Get<UpdateAnnouncement>().RunAsync(Given.Olga, number, attack, null, null, null, InformBench.Stopping)).Refusal);
        var status = await bench.Get<StatusReader>().ReadAsync(InformBench.Stopping);
        var (page, feed) = (StatusHtml.Page(status), System.Xml.Linq.XDocument.Parse(System.Text.Encoding.UTF8.GetString(StatusFeed.Write(status, bench.Get<OpsPortal.Features.Inform.InformLinks>()))));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(2, feed.Descendants("item").Count());
        Assert.All(feed.Descendants("description").Skip(1), description => Assert.DoesNotContain("<", description.Value, StringComparison.Ordinal));
        await bench.SubscribedAsync("all@example.org");
        Assert.DoesNotContain(await bench.LettersAsync(), letter => letter.Html.Contains("<script", StringComparison.OrdinalIgnoreCase));
    }

    private static AnnouncementDraft Draft(InformBench bench) => new()
    {
        Kind = SubjectKind.Maintenance,
        Title = "Work on {services}",
        Impact = "From {start} to {end}.",
        Effect = PublicLight.Maintenance,
        Services = [new("shop")],
        StartsAt = bench.Clock.GetUtcNow().AddHours(3),
        EndsAt = bench.Clock.GetUtcNow().AddHours(5),
        AheadMinutes = [60],
    };

    private static async Task<AnnouncementNumber> MadeAsync(InformBench bench, AnnouncementDraft draft) =>
        Assert.IsType<Outcome<Announcement>.Done>(await bench.Get<SaveAnnouncement>().RunAsync(Given.Olga, null, draft, null, InformBench.Stopping)).Value.Number;
}

public sealed class AnnouncingOnSqlite(SqliteDatabase database) : Announcing(database), IClassFixture<SqliteDatabase>;

public sealed class AnnouncingOnPostgres(PostgresDatabase database) : Announcing(database), IClassFixture<PostgresDatabase>;
