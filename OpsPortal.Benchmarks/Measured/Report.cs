using System.Text;

namespace OpsPortal.Benchmarks.Measured;

/// <summary>Collects what was found: each number is printed as it comes, all of them as a table at the end.</summary>
internal sealed class Report(TextWriter output)
{
    private readonly List<Finding> _findings = [];

    public bool Missed => _findings.Any(finding => finding.Verdict == Verdict.Missed);

    public void Add(Finding finding)
    {
        _findings.Add(finding);
        output.WriteLine($"  {finding}");
    }

    /// <summary>Says what is going on; not part of the table.</summary>
    public void Say(string text) => output.WriteLine(text);

    public string Markdown()
    {
        var table = new StringBuilder("| what | reach | measured | peer | ratio | verdict |\n|---|---|---|---|---|---|\n");
        foreach (var finding in _findings)
        {
            table.Append($"| {finding.What} | {finding.Reach} | {finding.Measured} | {finding.Peer} | {finding.Ratio} | {finding.VerdictText} |\n");
        }

        return table.ToString();
    }
}
