using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsPortal.Features.People.Setup;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.People;

public sealed partial class SettingThePortalUp : IAsyncLifetime
{
    private static readonly (string, string)[] Ada = [("name", "Ada"), ("email", "ada@example.org"), ("password", "violet tractor seldom hums")];
    private static readonly Dictionary<string, string?> Production = new() { ["environment"] = "Production", ["OpsPortal:Demo"] = "true" };
    private readonly PortalHost _portal = new(null, Production);
    private readonly Visitor _visitor;

    public SettingThePortalUp() => _visitor = new(_portal);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Is_what_every_page_leads_to_in_production_and_the_demo_is_refused_there()
    {
        Assert.Equal("/setup", (await _visitor.OpenAsync("/events")).To);
        Assert.Equal("/setup", (await _visitor.OpenAsync("/sign-in")).To);
        await using var db = _portal.Database();
        Assert.False(await db.Users.AnyAsync(TestContext.Current.CancellationToken));
        Assert.False(await db.ApiKeys.AnyAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Needs_the_token_and_takes_it_once()
    {
        var token = await TokenAsync();
        Assert.Contains("token is not right", (await _visitor.SubmitAsync("/setup", [("token", new string('0', 64)), .. Ada])).Alert, StringComparison.Ordinal);
        Assert.Equal("/sign-in?notice=set-up", (await _visitor.SubmitAsync("/setup", [("token", token), .. Ada])).To);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.OpenAsync("/setup")).Status);
        Assert.Equal("/admin/people", (await _visitor.SignInAsync("ada@example.org", "violet tractor seldom hums", "/sign-in?return=%2Fadmin%2Fpeople")).To);
        Assert.Equal(HttpStatusCode.OK, (await _visitor.OpenAsync("/admin/people")).Status);
    }

    [Fact]
    public async Task Keeps_the_token_good_when_the_password_is_refused()
    {
        var token = await TokenAsync();
        Assert.Contains("12 characters", (await _visitor.SubmitAsync("/setup", [("token", token), .. Ada[..2], ("password", "short")])).Alert, StringComparison.Ordinal);
        Assert.Contains("guessed first", (await _visitor.SubmitAsync("/setup", [("token", token), .. Ada[..2], ("password", "OpsPortal-Demo-1")])).Alert, StringComparison.Ordinal);
        Assert.Equal("/sign-in?notice=set-up", (await _visitor.SubmitAsync("/setup", [("token", token), .. Ada])).To);
    }

    [Fact]
    public async Task Makes_one_administrator_however_many_submit_at_once()
    {
        var token = await TokenAsync();
        await _visitor.OpenAsync("/setup");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async n =>
        {
            await using var scope = _portal.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<CreateFirstAdministrator>()
                .RunAsync(token, "Ada", $"ada{n}@example.org", "violet tractor seldom hums", "", TestContext.Current.CancellationToken);
        }));
        await using var db = _portal.Database();
        Assert.Equal(1, await db.Users.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Logs_the_token_and_the_refusal_of_the_demo_at_start()
    {
        var lines = new Lines();
        await using var portal = new PortalHost(null, Production);
        await using var logged = portal.WithWebHostBuilder(host => host.ConfigureServices(services => services.AddSingleton<ILoggerProvider>(lines)));
        _ = logged.Services;
        Assert.Single(lines.Written, line => Token().IsMatch(line) && line.Contains("/setup", StringComparison.Ordinal));
        Assert.Single(lines.Written, line => line.Contains("OpsPortal:Demo is on outside Development and was refused", StringComparison.Ordinal));
    }

    /// <summary>A fresh token, as a restart would give: the one of this start is in a log that nobody here keeps.</summary>
    private async Task<string> TokenAsync() =>
        await _portal.Services.GetRequiredService<FirstRun>().OpenAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("The portal is set up already.");

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Token();

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Written { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
