using System.Globalization;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Runners;

/// <summary>Why a step is not begun, or how it failed.</summary>
internal static class RunnerRefusals
{
    public static Refusal UnknownRunner(string kind, IEnumerable<string> known) => new("runner.unknown", $"No runner is called {kind}. There are {string.Join(", ", known)}.");

    public static Refusal BadSettings(string why) => new("runner.invalid-settings", $"The settings of the step cannot be used. {why}");

    public static Refusal BadUrl(string member) => new("runner.invalid-url", $"{member} must be a whole address, as https://deploy.example.org/hook, without a user or a password in it.");

    public static Refusal BadStep(string what) => new("runner.invalid-step", $"The step cannot be told to its runner: {what}.");

    public static Refusal UnknownPlaceholder(string name) => new("runner.invalid-placeholder", $"{{{name}}} stands for nothing. Known are {string.Join(", ", StepPlaceholders.Names.Select(known => $"{{{known}}}"))}.");

    public static Refusal ArgumentLooksLikeOption(int place) => new("runner.argument-is-option", $"Argument {place} begins with a dash only because of what was filled in; the script would take it for an option.");

    public static Refusal SecretInArguments() => new("runner.secret-in-arguments", "Arguments are seen by everyone on the machine. Give a secret to the script in its environment.");

    public static Refusal ScriptsOff() => new("runner.scripts-off", "Scripts are switched off: OpsPortal:Runners:ScriptFolder names no folder.");

    public static Refusal NoSuchScript(string name) => new("runner.no-such-script", $"{name} is not an executable file directly in the folder of scripts. Links are not followed.");

    public static Refusal BadVariable(string name) => new("runner.invalid-variable", $"{name} may not be set for a script. Variables begin with DEPLOY_, or are listed in OpsPortal:Runners:ScriptVariables.");

    public static Refusal NotStarted(string why) => new("runner.not-started", $"It could not be started: {why}");

    public static Refusal TimedOut(TimeSpan after) => new("runner.timed-out", string.Create(CultureInfo.InvariantCulture, $"It was ended after {after.TotalSeconds:0} s, with all it had started."));

    public static Refusal ExitCode(int code) => new("runner.exit-code", string.Create(CultureInfo.InvariantCulture, $"It ended with exit code {code}."));

    /// <summary>Whoever carried it out was stopped with the portal.</summary>
    public const string InterruptedCode = "runner.interrupted";

    public static Refusal Interrupted(int left) => new(InterruptedCode, left > 0
        ? string.Create(CultureInfo.InvariantCulture, $"The portal stopped while this was under way. What was left of it was ended ({left}). Look how far it came before it is begun again.")
        : "The portal stopped while this was under way. Look how far it came before it is begun again.");

    public static Refusal Stopped() => new("runner.stopped", "It was ended because somebody wanted it ended.");

    public static Refusal TooLate() => new("runner.too-late", "Its deadline has passed.");

    public static Refusal NotReached(string why) => new("runner.not-reached", why);

    public static Refusal Refused(string who, string said, string body) => new("runner.refused", $"{who} did not take it: {said}{(body.Length > 0 ? $" {OneLine.Of(body, 300)}" : "")}");

    public static Refusal NotFoundThere(string what) => new("runner.not-found-there", what);

    public static Refusal EndedBadly(string who, string how) => new("runner.ended-badly", $"{who} ended it as {how}.");

    public static Refusal PortalFailed(string why) => new("runner.portal-failed", $"The portal itself failed: {why}");
}
