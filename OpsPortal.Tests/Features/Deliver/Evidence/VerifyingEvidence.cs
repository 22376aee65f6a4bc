using System.Text;
using System.Text.Json;
using OpsPortal.Api;
using OpsPortal.Cli;
using OpsPortal.Features.Deliver.Evidence.Pack;
using OpsPortal.Features.Deliver.Evidence.Print;
using OpsPortal.Peers;

namespace OpsPortal.Tests.Features.Deliver.Evidence;

/// <summary>A pack in the hands of an auditor at a shell: 0 where it holds, 1 where it does not, 2 where there is nothing to verify.</summary>
public sealed class VerifyingEvidence : IDisposable
{
    private static readonly EvidenceFacts Facts = Packs.Facts();
    private static readonly byte[] Pack = Facts.ToFile(Packs.MadeAt);

    private readonly string _folder = Places.NewFolder("evidence");

    public void Dispose() => Places.Discard(_folder);

    [Fact]
    public async Task Holds_as_it_was_made() => Assert.Equal(0, await VerifyAsync(Pack));

    [Fact]
    public async Task Holds_as_it_was_printed() => Assert.Equal(0, await VerifyAsync(EvidencePrint.Of(Pack)));

    [Fact]
    public async Task Does_not_hold_with_a_word_changed() => Assert.Equal(1, await VerifyAsync(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Pack).Replace("replicas", "Replicas", StringComparison.Ordinal))));

    [Fact]
    public async Task Is_held_against_the_chain_where_one_is_given()
    {
        Assert.Equal(0, await VerifyAsync(Pack, Chain(PackFile.SealOf(Pack))));
        Assert.Equal(1, await VerifyAsync(Pack, Chain(new('0', 64))));
        Assert.Equal(1, await VerifyAsync(Pack, Chain(PackFile.SealOf(Pack)).Replace("\"Ann\"", "\"Anna\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_neither_pack_nor_chain_cannot_be_verified()
    {
        Assert.Equal(2, await VerifyAsync("A letter to Santa"u8.ToArray()));
        Assert.Equal(2, await AuditCommand.VerifyFileAsync(Path.Combine(_folder, "absent"), null, TestContext.Current.CancellationToken));
        Assert.Equal(2, await VerifyAsync(Encoding.UTF8.GetBytes(Chain("")), Chain("")));
    }

    private static string Chain(string seal) => string.Concat(Packs.Chain(Facts, seal).Select(entry => JsonSerializer.Serialize(entry, WireJson.Options) + "\n"));

    private async Task<int> VerifyAsync(byte[] file, string? chain = null)
    {
        var (fileName, chainName) = (Path.Combine(_folder, "file"), Path.Combine(_folder, "chain"));
        await File.WriteAllBytesAsync(fileName, file, TestContext.Current.CancellationToken);
        if (chain is not null) await File.WriteAllTextAsync(chainName, chain, TestContext.Current.CancellationToken);
        return await AuditCommand.VerifyFileAsync(fileName, chain is null ? null : chainName, TestContext.Current.CancellationToken);
    }
}
