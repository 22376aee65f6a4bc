using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Deliver.Verifications.Checks;
using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Deliver.Deployments.Execution;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Deployments.Queries;
using OpsPortal.Features.Deliver.Deployments.Rest;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Outgoing.Scripts;
using OpsPortal.Peers;
using OpsPortal.Tests.Features.Deliver.Traffic;
using OpsPortal.Tests.Support;
using static OpsPortal.Domain.Deliver.Deployments.DeploymentState;
using static OpsPortal.Tests.Features.Deliver.Deployments.DeploymentBench;

namespace OpsPortal.Tests.Features.Deliver.Deployments;

/// <summary>An approved change is carried out step by step, proves that it worked or is undone, and what happens is kept before it happens.</summary>
public abstract class DeployingAChange(TestDatabase database)
{
    [Fact]
    public async Task Its_steps_are_done_in_order_their_logs_kept_and_the_change_ends_with_it()
    {
        await using var bench = await StartAsync(database);
        bench.Script("copy.sh", "echo copying $1");
        bench.Script("tidy.sh", "echo tidying $1");
        var change = await bench.ApprovedAsync(Process(Run("copy.sh"), Run("tidy.sh")));
        var number = DeliverBench.Done(await bench.DeployAsync(change)).Number;
        Assert.Equal(ChangeState.Implementing, (await bench.House.ViewAsync(change)).Row.State);
        var done = await bench.UntilAsync(number, Succeeded);
        Assert.Equal([StepState.Succeeded, StepState.Succeeded, StepState.Succeeded], done.Attempts.Select(attempt => attempt.State));
        Assert.Equal(("copying 2.1.0", "tidying 2.1.0"), (await bench.LogAsync(number, 1), await bench.LogAsync(number, 2)));
        Assert.Equal(ChangeState.Implemented, (await bench.House.ViewAsync(change)).Row.State);
        Assert.Contains("change.started", await bench.House.ActsAsync(change));
        await using var db = bench.House.Open();
        Assert.False(await db.Set<DeploymentHold>().AnyAsync(hold => hold.Deployment == number, Stopping));
    }

    [Fact]
    public async Task A_check_that_says_no_takes_it_back_and_quarantines_the_version()
    {
        await using var bench = await StartAsync(database);
        await using var service = await VersionedBackend.StartAsync("broken");
        bench.Script("copy.sh", "echo copying");
        bench.Script("back.sh", "echo back to the earlier version");
        var process = Process(Run("copy.sh")) with { Checks = [new("Says fine", new CheckTarget.Http(service.Url, [new(HttpAspect.BodyContains, "fine")]), new())] };
        var change = await bench.ApprovedAsync(process with { Recipe = process.Recipe with { Checks = ["Says fine"], Backout = [Run("back.sh", true)] } });
        var number = DeliverBench.Done(await bench.DeployAsync(change)).Number;

        // The earlier version is verified as well; it says fine no more than the new one, so a person is asked about it.
        var asked = await bench.UntilAsync(number, WaitingForPerson);
        Assert.Contains("the body does not hold \"fine\"", asked.Why, StringComparison.Ordinal);
        Assert.Equal([StepState.Succeeded, StepState.Failed, StepState.Succeeded, StepState.Failed], asked.Attempts.Select(attempt => attempt.State));
        DeliverBench.Done(await bench.Get<DeploymentActs>().SkipAsync(bench.House["Ann"], number, "The check is wrong, the service works", Stopping));
        Assert.Equal(RolledBack, (await bench.UntilAsync(number, RolledBack)).State);
        Assert.Equal(ChangeState.BackedOut, (await bench.House.ViewAsync(change)).Row.State);
        var again = await bench.DeployAsync(await bench.ApprovedAsync(process));
        Assert.Equal("quarantine.held", again.Refusal?.Code);
        var held = Assert.Single(await bench.Get<DeploymentQueries>().HeldAsync(Stopping), one => one.Deployment == number);
        DeliverBench.Done(await bench.Get<LiftQuarantine>().RunAsync(bench.House["Ann"], held.Id, "The check was wrong", Stopping));
    }

    [Fact]
    public async Task Nobody_else_deploys_the_service_there_meanwhile_and_whoever_approved_never_deploys_it()
    {
        await using var bench = await StartAsync(database);
        bench.Script("copy.sh", "echo copying");
        var number = await bench.DeployedAsync(Process(new RunnerTask(RunnerKind.Manual, "By hand", "Look")));
        await bench.UntilAsync(number, WaitingForPerson);
        var second = await bench.ApprovedAsync(Process(Run("copy.sh")), "2.2.0");
        Assert.StartsWith("duties.", (await bench.DeployAsync(second, "Ann")).Refusal?.Code, StringComparison.Ordinal);
        Assert.Equal("deployment.locked", (await bench.DeployAsync(second)).Refusal?.Code);
        DeliverBench.Done(await bench.Get<DeploymentActs>().CompleteAsync(bench.House["Olga"], number, "Seen on the console", Stopping));
        await bench.UntilAsync(number, Succeeded);
        await bench.UntilAsync(DeliverBench.Done(await bench.DeployAsync(second)).Number, Succeeded);
    }

    [Fact]
    public async Task After_a_crash_a_step_that_may_be_done_twice_is_done_again_and_another_only_when_a_person_says_so()
    {
        await using var bench = await StartAsync(database);
        bench.Script("copy.sh", $"echo copying >> {bench.Scripts}/done; sleep 30");
        var number = await bench.DeployedAsync(Process(Run("copy.sh")));
        await bench.TurnAsync();
        await Waiting.UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(bench.Scripts, "done"))), () => "the script does not begin", TimeSpan.FromSeconds(30));
        bench.Later(LeaseKeeper.Lasts);
        await bench.RestartAsync();
        var asked = await bench.UntilAsync(number, WaitingForPerson);
        Assert.Equal((QuestionKind.UnknownOutcome, StepState.Unknown), (asked.Question!.Kind, asked.Attempts[0].State));
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(bench.Scripts, "done"), Stopping));
        bench.Script("copy.sh", $"echo copying >> {bench.Scripts}/done");
        DeliverBench.Done(await bench.Get<DeploymentActs>().RetryAsync(bench.House["Olga"], number, Stopping));
        Assert.Equal(2, (await bench.UntilAsync(number, Succeeded)).Attempts.Count(attempt => attempt is { Stage: 1, Step: 1 }));
    }

    [Fact]
    public async Task A_receiver_calls_back_once_with_its_token_and_neither_twice_nor_forged()
    {
        await using var bench = await StartAsync(database);
        using var receiver = new HttpListener();
        var port = Peers.Places.FreePort();
        receiver.Prefixes.Add($"http://127.0.0.1:{port}/");
        receiver.Start();
        var hook = new RunnerTask(RunnerKind.Webhook, "Deploy elsewhere", $"http://127.0.0.1:{port}/deploy") { Arguments = ["region=north"] };
        var process = Process(hook) with { Runners = new Dictionary<RunnerKind, string> { [RunnerKind.Webhook] = """{"secret":"whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"}""" } };
        var number = await bench.DeployedAsync(process);
        var turning = bench.TurnAsync();
        var call = await receiver.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(30), Stopping);
        using var body = System.Text.Json.JsonDocument.Parse(call.Request.InputStream);
        call.Response.StatusCode = 202;
        call.Response.Close();
        await turning;
        var (token, attempt) = (body.RootElement.GetProperty("callback_token").GetString()!, body.RootElement.GetProperty("idempotency_key").GetString()!);
        Assert.Equal("north", body.RootElement.GetProperty("parameters").GetProperty("region").GetString());
        await bench.TurnAsync();
        var callbacks = bench.Get<TakeCallback>();
        Assert.Equal("callback.unknown-token", (await callbacks.RunAsync(attempt, "cb_forged", Body("succeeded"), Stopping)).Refusal?.Code);
        Assert.Equal("runner.invalid-callback", (await callbacks.RunAsync(attempt, token, Body("perhaps"), Stopping)).Refusal?.Code);
        DeliverBench.Done(await callbacks.RunAsync(attempt, token, Body("running"), Stopping));
        DeliverBench.Done(await callbacks.RunAsync(attempt, token, Body("succeeded"), Stopping));
        Assert.Equal("deployment.already-reported", (await callbacks.RunAsync(attempt, token, Body("failed"), Stopping)).Refusal?.Code);
        await bench.UntilAsync(number, Succeeded);

        static ReadOnlyMemory<byte> Body(string state) => Encoding.UTF8.GetBytes($$"""{"state":"{{state}}","message":"From the receiver"}""");
    }

    [Fact]
    public async Task A_process_that_shows_a_secret_to_everybody_is_refused_and_one_that_names_it_is_not()
    {
        await using var bench = await StartAsync(database);
        var check = bench.Get<ProcessCheck>();
        var hook = new RunnerTask(RunnerKind.Webhook, "Deploy elsewhere", "https://deploy.example.org/");
        Assert.Equal("process.secret-in-clear", check.Fault(With("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"), "checkout", bench.Environment)?.Code);
        Assert.Null(check.Fault(With("{secret:HOOK}"), "checkout", bench.Environment));

        ProcessContent With(string secret) => Process(hook) with { Recipe = new() { Model = new DeploymentModel.AllAtOnce(), Deploy = [hook] }, Runners = new Dictionary<RunnerKind, string> { [RunnerKind.Webhook] = $$"""{"secret":"{{secret}}"}""" } };
    }

    [Fact]
    public async Task What_an_attempt_writes_after_a_restart_follows_what_it_wrote_before()
    {
        await using var bench = await StartAsync(database);
        var key = $"DEP-{bench.House.Clock.GetUtcNow().Ticks}.1.1.1";
        await WriteAsync("before");
        await bench.TurnAsync();
        await bench.RestartAsync();
        await WriteAsync("after");
        var (lines, count) = await bench.Get<StepLogBook>().ReadAsync(key, 0, Stopping);
        Assert.Equal(2, count);
        Assert.Equal([(0, "before"), (1, "after")], lines.Select(line => (line.Number, line.Text)));

        async Task WriteAsync(string text)
        {
            bench.Get<StepLogBook>().Open(key, () => { }).Write([new(bench.House.Clock.GetUtcNow(), ScriptStream.Output, text)]);
            await bench.Get<StepLogBook>().FlushAsync(Stopping);
        }
    }

    [Fact]
    public async Task Of_two_portals_one_executes_and_the_other_follows_when_that_is_gone()
    {
        await using var bench = await StartAsync(database);
        await using var other = await DeliverBench.StartAsync(database);
        var (first, second) = (bench.Get<LeaseKeeper>(), new LeaseKeeper(other.Get<IDbContextFactory<OpsPortal.Storage.OpsDb>>(), bench.House.Clock));
        Assert.Equal((true, true), await first.HoldAsync(Stopping));
        Assert.Equal((false, false), await second.HoldAsync(Stopping));
        bench.House.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((true, false), await first.HoldAsync(Stopping));
        bench.House.Clock.Advance(LeaseKeeper.Lasts - TimeSpan.FromSeconds(1));
        Assert.Equal((false, false), await second.HoldAsync(Stopping));
        bench.House.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((true, true), await second.HoldAsync(Stopping));
        Assert.Equal((false, false), await first.HoldAsync(Stopping));
        await second.GiveBackAsync(Stopping);
        Assert.Equal((true, true), await first.HoldAsync(Stopping));
    }

    [Fact]
    public async Task Paused_it_begins_nothing_and_aborted_the_script_is_ended()
    {
        await using var bench = await StartAsync(database);
        bench.Script("copy.sh", $"echo $$ > {bench.Scripts}/pid; sleep 60");
        var number = await bench.DeployedAsync(Process(Run("copy.sh"), Run("copy.sh")));
        await bench.TurnAsync();
        await Waiting.UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(bench.Scripts, "pid")) && new FileInfo(Path.Combine(bench.Scripts, "pid")).Length > 0), () => "the script does not begin", TimeSpan.FromSeconds(30));
        var acts = bench.Get<DeploymentActs>();
        DeliverBench.Done(await acts.PauseAsync(bench.House["Olga"], number, "Somebody calls", Stopping));
        Assert.Equal("forbidden", (await acts.SkipAsync(bench.House["Olga"], number, "No need", Stopping)).Refusal?.Code);
        DeliverBench.Done(await acts.AbortAsync(bench.House["Olga"], number, "Not today", Stopping));
        var pid = int.Parse(await File.ReadAllTextAsync(Path.Combine(bench.Scripts, "pid"), Stopping), System.Globalization.CultureInfo.InvariantCulture);
        await Waiting.UntilAsync(async () =>
        {
            await bench.TurnAsync();
            return Runners.RunnerBench.IsGone(pid);
        }, () => "the script goes on", TimeSpan.FromSeconds(30));
        Assert.Equal((Aborted, StepState.Unknown), ((await bench.FindAsync(number)).State, (await bench.FindAsync(number)).Attempts[^1].State));
        Assert.Equal(["deployment.paused", "deployment.aborted"], (await bench.House.ActsAsync(number.ToString())).Where(act => !act.EndsWith("-refused", StringComparison.Ordinal)));
    }
}

public sealed class DeployingAChangeOnSqlite(SqliteDatabase database) : DeployingAChange(database), IClassFixture<SqliteDatabase>;

public sealed class DeployingAChangeOnPostgres(PostgresDatabase database) : DeployingAChange(database), IClassFixture<PostgresDatabase>;
