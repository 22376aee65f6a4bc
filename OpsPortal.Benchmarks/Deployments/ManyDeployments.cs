using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using OpsPortal.Benchmarks.Crash;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.People.Demo;
using OpsPortal.Peers;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Benchmarks.Deployments;

/// <summary>Deployments under way, each of a service of its own and in rings that soak: a script, a verification and a wait for each ring.</summary>
internal static class ManyDeployments
{
    public const string Environment = "production";

    public static string Service(int number) => string.Create(CultureInfo.InvariantCulture, $"service-{number}");

    /// <summary>Lays them into the database of a portal that has started once and stands still.</summary>
    /// <param name="dueAt">When the first step of each is due, by its number from 1.</param>
    public static async Task StoreAsync(string folder, int count, int rings, TimeSpan soak, RunnerTask task, Func<int, DateTimeOffset> dueAt)
    {
        var process = new ProcessContent { Recipe = new() { Model = DeploymentModel.Phased.Rolling(rings, soak), Deploy = [task], Backout = [task] } };
        await using var db = Stored.Open(folder).CreateDbContext();
        for (var number = 1; number <= count; number++) await AddAsync(db, number, process, dueAt(number));
        db.AddRange(new NumberSequence { Kind = "CHG", Next = count + 1 }, new NumberSequence { Kind = "DEP", Next = count + 1 });
        await db.SaveChangesAsync();
    }

    /// <summary>Makes a data folder whose catalogue has a service for each.</summary>
    public static async Task AddServicesAsync(string folder, int count)
    {
        await using var portal = await PortalProcess.StartAsync(new Dictionary<string, string?> { ["OpsPortal__Api__RequestsPerSecond"] = "100000" }, folder);
        using var http = new HttpClient { BaseAddress = new(portal.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", DemoPeople.EveryScopeKey);
        for (var number = 1; number <= count; number++)
        {
            var name = Service(number);
            using var answer = await http.PutAsJsonAsync(new Uri($"/api/v1/services/{name}", UriKind.Relative), new { name, environments = new[] { new { name = Environment, tier = "production" } } });
            answer.EnsureSuccessStatusCode();
        }

        await portal.StopAsync();
    }

    public static void Script(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, $"#!/bin/bash\n{text}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static async Task AddAsync(OpsDb db, int number, ProcessContent process, DateTimeOffset dueAt)
    {
        var plan = new ChangePlan
        {
            Title = $"Version 2 of {Service(number)}",
            Reason = "New kinds of cards",
            Impact = "None",
            Components = [new(new(Service(number)), "api", "2.0", "", "")],
            Environment = Environment,
            Steps = [new("Deploy", "Ring by ring")],
            Backout = new("Errors above 2 %", [new("Deploy the version before", "")], TimeSpan.FromMinutes(10)),
            Window = new(dueAt.AddHours(-1), dueAt.AddHours(2), "UTC"),
        };
        var change = Made(Change.Request(new(number), plan, Party.Portal, dueAt.AddHours(-1)));
        db.Add(change);
        ChangeColumns.Write(db, change);
        db.Entry(change).Property(one => one.State).CurrentValue = ChangeState.Implementing;
        db.AddRange(change.NewEntries);
        db.AddRange(change.NewRevisions);
        db.Add(new ChangeTouch { Change = change.Number, Service = plan.Components[0].Service });
        var deployment = Made(Deployment.Make(new(number), change, process.Recipe, Party.Portal, dueAt));
        Made(deployment.Start(Party.Portal, dueAt));
        db.Add(deployment);
        db.Add(new ProcessInForce { Deployment = deployment.Number, Content = process });
        await DeploymentColumns.KeepAsync(db, deployment, dueAt, CancellationToken.None);
    }

    private static T Made<T>(Outcome<T> outcome) => outcome is Outcome<T>.Done(var value) ? value : throw new InvalidOperationException(outcome.Refusal?.Message);
}
