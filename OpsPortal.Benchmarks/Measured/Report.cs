using System.Globalization;
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

    /// <summary>Keeps the table where readers of the documentation find it.</summary>
    public async Task WriteAsync(string file, DateTimeOffset at)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, string.Create(CultureInfo.InvariantCulture, $"""
            # What the portal can do

            Measured on {at.UtcDateTime:yyyy-MM-dd} with {Environment.ProcessorCount} processors, which the portal shared with the sender, the browser and the
            database server. Say `dotnet run -c Release --project OpsPortal.Benchmarks` to measure again; every peer is the real program, in the same run.

            {Markdown()}
            """));
    }
}
