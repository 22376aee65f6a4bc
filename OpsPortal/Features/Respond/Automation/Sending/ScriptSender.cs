using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Detect.Sources.Ledger;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Outgoing.Scripts;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Sending;

/// <summary>Runs the script of a trigger, once: what was interrupted is not begun again.</summary>
internal sealed class ScriptSender(ScriptFolder folder, IOptions<AutomationOptions> options, RunFollowing following, ILogger<ScriptSender> log) : IOutboxSender
{
    /// <summary>Values of the portal's environment that are no secret.</summary>
    private static readonly string[] Plain = ["PATH", "LANG", "TZ", "HOME", "USER"];

    public string Kind => RunMessages.Script;

    public int AtOnce => options.Value.ScriptsAtOnce;

    public async Task<Delivery> SendAsync(OutboxMessage message, CancellationToken stopping)
    {
        using var content = JsonDocument.Parse(message.Content);
        var found = folder.Find(content.RootElement.GetProperty("script").GetString() ?? "");
        if (found is not Outcome<FileInfo>.Done(var file)) return new(Succeeded: false, found.Refusal?.Message ?? "", Final: true);
        var arguments = content.RootElement.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString() ?? "").ToList();
        var environment = Environment(message, content.RootElement);
        var output = new CappedText(TriggerRun.MaxOutputLength - 100);
        try
        {
            var end = await ScriptProcess.RunAsync(new(file, arguments, environment, $"OPSPORTAL_MESSAGE={message.Id:N}", TimeSpan.FromSeconds(message.TimeOutSeconds)), output, stopping);
            if (end is { LeftBehind: > 0, ExitCode: not null }) log.LeftBehind(end.LeftBehind, message.About);
            return end.ExitCode switch
            {
                0 => new(Succeeded: true, "exit code 0", Told(output.Text)),
                null => new(Succeeded: false, string.Create(CultureInfo.InvariantCulture, $"It was ended after {message.TimeOutSeconds} s, with all it had started."), Told(output.Text), Final: true),
                var code => new(Succeeded: false, string.Create(CultureInfo.InvariantCulture, $"exit code {code}"), Told(output.Text), Final: true),
            };
        }
        catch (Win32Exception failure)
        {
            return new(Succeeded: false, $"It could not be started: {failure.Message}", Final: true);
        }
    }

    public Task StartedAsync(OpsDb db, OutboxMessage message, DateTimeOffset now, CancellationToken stopping) => RunFollowing.StartedAsync(db, message, now, stopping);

    public Task SettledAsync(OpsDb db, OutboxMessage message, Delivery delivery, DateTimeOffset now, CancellationToken stopping) => following.SettledAsync(db, message, delivery, now, stopping);

    public void Told() => following.Told();

    private Dictionary<string, string> Environment(OutboxMessage message, JsonElement content)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OPSPORTAL_MESSAGE"] = $"{message.Id:N}",
            ["OPSPORTAL_RUN"] = message.About,
            ["OPSPORTAL_TRIGGER"] = content.GetProperty("trigger").GetString() ?? "",
            ["OPSPORTAL_EVENT"] = content.GetProperty("event").GetString() ?? "",
        };
        foreach (var name in options.Value.ScriptEnvironment)
        {
            if (System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value) environment[name] = value;
        }

        return environment;
    }

    /// <summary>Without what the portal lent it and what looks like a secret.</summary>
    private string Told(string output)
    {
        foreach (var name in options.Value.ScriptEnvironment.Except(Plain, StringComparer.Ordinal))
        {
            if (System.Environment.GetEnvironmentVariable(name) is { Length: >= 6 } value) output = output.Replace(value, "•••", StringComparison.Ordinal);
        }

        return Redaction.Of(Encoding.UTF8.GetBytes(output), TriggerRun.MaxOutputLength);
    }
}
