using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Demo;
using OpsPortal.Features.People.Keys;
using OpsPortal.Live;
using OpsPortal.Peers;
using OpsPortal.Storage;

namespace OpsPortal.Tests.Features.People;

/// <summary>Only people and storage, with routes of the test's own: what guards them is what guards every route.</summary>
public sealed class MachinesWithAKey : IAsyncLifetime
{
    private static readonly Actor Admin = new(PersonId.New(DateTimeOffset.UnixEpoch), "Ada", "ada@demo.local", Permissions.All, "");
    private readonly FakeTimeProvider _clock = new(new(2026, 3, 1, 12, 0, 30, TimeSpan.Zero));
    private readonly string _directory = Places.NewFolder("keys");
    private WebApplication _portal = null!;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _portal = await StartAsync("Development");

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Places.Discard(_directory);
    }

    [Fact]
    public async Task Are_let_in_by_bearer_and_by_basic_auth()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/ingest", Bearer(DemoPeople.IntakeKey)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/ingest", Basic("anyone", DemoPeople.IntakeKey)));
    }

    [Fact]
    public async Task May_do_what_the_keys_scopes_say_and_no_more()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("/api/work", Bearer(DemoPeople.IntakeKey)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/work", Bearer(DemoPeople.EveryScopeKey)));
    }

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer ")]
    [InlineData("Basic !!!")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Digest username=x")]
    [InlineData(null)]
    public async Task Without_a_known_key_are_told_how_to_sign_in_and_never_sent_to_a_page(string? header)
    {
        foreach (var path in new[] { "/api/ingest", "/api/nowhere", "/v1/logs", "/v2/enqueue", "/intake/x", "/hubs/live" })
        {
            using var answer = await GetAsync(path, header is null ? null : AuthenticationHeaderValue.Parse(header));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Contains("Bearer", answer.Headers.WwwAuthenticate.Select(way => way.Scheme));
        }
    }

    [Fact]
    public async Task With_a_key_are_never_sent_to_a_page_even_where_pages_live()
    {
        using var answer = await GetAsync("/events", Bearer("nonsense"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        using var person = await GetAsync("/events", null);
        Assert.Equal(HttpStatusCode.Found, person.StatusCode);
    }

    [Fact]
    public async Task Are_refused_where_a_route_names_no_permission_whatever_they_hold() =>
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("/api/bare", Bearer(DemoPeople.EveryScopeKey)));

    [Fact]
    public async Task Cost_no_query_once_the_keys_are_read()
    {
        var ring = _portal.Services.GetRequiredService<KeyRing>();
        for (var request = 0; request < 50; request++)
        {
            await StatusAsync("/api/ingest", Bearer(DemoPeople.IntakeKey));
            await StatusAsync("/api/ingest", Bearer("ops_unknown" + request));
        }

        Assert.Equal(1, ring.Reads);
    }

    [Fact]
    public async Task Are_refused_from_the_instant_the_key_expires()
    {
        var key = await CreateAsync(_clock.GetUtcNow().AddSeconds(10));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/ingest", Bearer(key.Key)));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("/api/ingest", Bearer(key.Key)));
    }

    [Fact]
    public async Task Are_refused_from_the_request_after_the_key_is_revoked()
    {
        var key = await CreateAsync(null);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/ingest", Bearer(key.Key)));
        await using var scope = _portal.Services.CreateAsyncScope();
        var revoke = scope.ServiceProvider.GetRequiredService<RevokeApiKey>();
        Assert.Null((await revoke.RunAsync(Admin, key.Id, Stopping)).Refusal);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("/api/ingest", Bearer(key.Key)));
        Assert.Equal("api-key.revoked", (await revoke.RunAsync(Admin, key.Id, Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task Leave_the_minute_of_their_last_use_and_nothing_of_the_key()
    {
        var key = await CreateAsync(null);
        await StatusAsync("/api/ingest", Bearer(key.Key));
        var use = _portal.Services.GetRequiredService<KeyUse>();
        Assert.Equal(1, await use.WriteAsync(Stopping));
        Assert.Equal(0, await use.WriteAsync(Stopping));
        await using var db = _portal.Services.GetRequiredService<OpsDbFactory>().CreateDbContext();
        var stored = await db.ApiKeys.SingleAsync(row => row.Id == key.Id, Stopping);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), stored.LastUsedAt);
        Assert.DoesNotContain(key.Key[12..], stored.Hash + stored.Prefix + stored.Name, StringComparison.Ordinal);
        var act = await db.Audit.SingleAsync(entry => entry.Act == "api-key.created", Stopping);
        Assert.DoesNotContain(key.Key[12..], act.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_key_from_the_manual_are_refused_when_a_demo_database_is_taken_into_production()
    {
        await using var production = await StartAsync("Production");
        using var client = production.GetTestClient();
        client.DefaultRequestHeaders.Authorization = Bearer(DemoPeople.EveryScopeKey);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/ingest", Stopping)).StatusCode);
    }

    [Fact]
    public async Task Get_no_key_without_a_scope_a_name_a_known_permission_or_a_person_to_answer_for_it()
    {
        await using var scope = _portal.Services.CreateAsyncScope();
        var create = scope.ServiceProvider.GetRequiredService<CreateApiKey>();
        async Task<string?> CodeAsync(Actor by, string name, string[] scopes, DateTimeOffset? expires = null) => (await create.RunAsync(by, name, scopes, expires, Stopping)).Refusal?.Code;

        Assert.Equal("api-key.no-scope", await CodeAsync(Admin, "x", []));
        Assert.Equal("api-key.name-invalid", await CodeAsync(Admin, " ", [Permissions.EventsRead]));
        Assert.Equal("api-key.unknown-scope", await CodeAsync(Admin, "x", ["everything"]));
        Assert.Equal("api-key.expiry-past", await CodeAsync(Admin, "x", [Permissions.EventsRead], _clock.GetUtcNow()));
        Assert.Equal("people.person-needed", await CodeAsync(Admin with { Person = null }, "x", [Permissions.EventsRead]));
        Assert.Equal("people.not-permitted", await CodeAsync(Actors.Nobody, "x", [Permissions.EventsRead]));
    }

    private static AuthenticationHeaderValue Bearer(string key) => new("Bearer", key);

    private static AuthenticationHeaderValue Basic(string user, string key) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{key}")));

    private async Task<WebApplication> StartAsync(string environment)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseTestServer();
        builder.Configuration["OpsPortal:DataDirectory"] = _directory;
        builder.Configuration["OpsPortal:Demo"] = "true";
        builder.AddStorage();
        builder.AddPeople();
        builder.Services.AddAntiforgery();
        builder.Services.AddSingleton<TimeProvider>(_clock).AddSingleton<ChangeFeed>();
        var portal = builder.Build();
        await portal.PrepareStorageAsync();
        await portal.PreparePeopleAsync();
        portal.UsePeople();
        portal.MapGet("/api/ingest", () => "in").RequireAuthorization(Permissions.SignalsIngest);
        portal.MapGet("/api/work", () => "worked").RequireAuthorization(Permissions.EventsWork);
        portal.MapGet("/api/bare", () => "nobody named a permission");
        portal.MapGet("/events", () => "page").RequireAuthorization(Permissions.EventsRead);
        await portal.StartAsync(Stopping);
        return portal;
    }

    private async Task<NewApiKey> CreateAsync(DateTimeOffset? expires)
    {
        await using var scope = _portal.Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<CreateApiKey>().RunAsync(Admin, "Probe", [Permissions.SignalsIngest], expires, Stopping);
        return Assert.IsType<Outcome<NewApiKey>.Done>(made).Value;
    }

    private async Task<HttpResponseMessage> GetAsync(string path, AuthenticationHeaderValue? by)
    {
        var client = _portal.GetTestClient();
        client.DefaultRequestHeaders.Authorization = by;
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return await client.GetAsync(path, Stopping);
    }

    private async Task<HttpStatusCode> StatusAsync(string path, AuthenticationHeaderValue by)
    {
        using var answer = await GetAsync(path, by);
        return answer.StatusCode;
    }
}
