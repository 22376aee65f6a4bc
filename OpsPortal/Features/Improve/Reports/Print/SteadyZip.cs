using System.IO.Compression;

namespace OpsPortal.Features.Improve.Reports.Print;

/// <summary>Packs a zip anew so that the same content is the same bytes: without the moment at which each part was written.</summary>
internal static class SteadyZip
{
    /// <summary>The first moment that a zip can name.</summary>
    private static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Of(byte[] zip)
    {
        using var packed = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read))
        using (var to = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            // The order stays: whoever reads it expects the list of parts first.
            foreach (var part in from.Entries)
            {
                var copy = to.CreateEntry(part.FullName, CompressionLevel.Optimal);
                copy.LastWriteTime = Always;
                using var source = part.Open();
                using var target = copy.Open();
                source.CopyTo(target);
            }
        }

        return packed.ToArray();
    }
}
