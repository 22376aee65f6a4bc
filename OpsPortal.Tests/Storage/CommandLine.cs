using OpsPortal.Peers;

namespace OpsPortal.Tests.Storage;

/// <summary>The executable's verbs, as somebody at a shell meets them.</summary>
public sealed class CommandLine
{
    [Fact]
    public async Task Help_lists_every_verb()
    {
        var (exitCode, output) = await PortalProcess.RunToEndAsync("", ["help"]);
        Assert.Equal(0, exitCode);
        Assert.All(["backup FILE", "restore FILE", "audit verify"], verb => Assert.Contains($"OpsPortal {verb}", output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("backups")]
    [InlineData("backup")]
    [InlineData("audit")]
    public async Task What_is_not_understood_ends_with_2_and_shows_the_usage(string words)
    {
        var (exitCode, output) = await PortalProcess.RunToEndAsync("", [words]);
        Assert.Equal(2, exitCode);
        Assert.Contains($"OpsPortal does not understand \"{words}\".", output, StringComparison.Ordinal);
        Assert.Contains("OpsPortal backup FILE", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backup", "somewhere.backup")]
    [InlineData("audit", "verify")]
    public async Task Without_a_database_says_so_and_makes_none(string verb, string what)
    {
        var data = Places.NewFolder("none");
        var (exitCode, output) = await PortalProcess.RunToEndAsync(data, [verb, what]);
        Assert.Equal(1, exitCode);
        Assert.Contains("There is no OpsPortal database", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(data));
        Places.Discard(data);
    }
}
