using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Runners.Manual;

/// <summary>What a person shows of a step that was done by hand.</summary>
/// <param name="Words">What was done and seen.</param>
/// <param name="Link">Where it can be seen; empty: nowhere.</param>
internal sealed record ManualEvidence(string Words, string Link)
{
    public const int MaxWordsLength = 2000;

    /// <summary>How the step ended. Refused without words, for a link that is none, and where the step needs one.</summary>
    /// <param name="done">False: the person says that it could not be done.</param>
    public Outcome<RunnerAnswer> Judge(string settings, bool done)
    {
        var read = new StepSettings(settings).Read<ManualSettings>();
        if (read is not Outcome<ManualSettings>.Done(var asked)) return read.Refusal ?? RunnerRefusals.BadSettings("");
        var (words, link) = (Words.Trim(), Link.Trim());
        if (words.Length is 0 or > MaxWordsLength) return new Refusal("runner.evidence-missing", $"Say what was done and what was seen, in {MaxWordsLength} characters at most.");
        if (link.Length > 0 ? !SettingUrl.IsGood(link) : done && asked.NeedsLink) return new Refusal("runner.evidence-link", "Give the whole address of where it can be seen, as https://wiki.example.org/run.");
        var answer = done ? RunnerAnswer.Succeeded(words) : RunnerAnswer.Failed(new("runner.not-done", words));
        return answer with { LogLink = link.Length > 0 ? link : null };
    }
}
