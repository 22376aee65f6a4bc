using OpsPortal.Peers;

namespace OpsPortal.Tests.Support;

/// <summary>A contract kept in the repository, so that changing it is a visible difference.</summary>
public static class Snapshot
{
    /// <summary>Compares with the committed file; with <c>UPDATE_SNAPSHOTS=1</c> writes it anew instead.</summary>
    /// <param name="path">From the root of the checkout.</param>
    public static void Matches(string path, string actual)
    {
        var file = Path.Combine(Places.RepositoryRoot, path);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        var committed = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (committed == actual) return;
        var (gone, come) = (committed.Split('\n').Except(actual.Split('\n')), actual.Split('\n').Except(committed.Split('\n')));
        Assert.Fail($"{path} has changed. If that is wanted: UPDATE_SNAPSHOTS=1 dotnet test, and commit it.\n{string.Join('\n', gone.Select(line => "- " + line).Concat(come.Select(line => "+ " + line)))}");
    }
}
