using PdfSharp.Pdf.IO;

namespace OpsPortal.Features.Deliver.Evidence.Print;

/// <summary>Takes the pack out of its printed form again.</summary>
internal static class PrintedPack
{
    /// <summary>The bytes of the first file that is attached; null where there is none, or where this is no such document.</summary>
    public static byte[]? In(byte[] printed)
    {
        try
        {
            using var document = PdfReader.Open(new MemoryStream(printed), PdfDocumentOpenMode.Import);
            var files = document.Internals.Catalog.Elements.GetDictionary("/Names")?.Elements.GetDictionary("/EmbeddedFiles")?.Elements.GetArray("/Names");
            var file = files?.Elements.GetDictionary(1)?.Elements.GetDictionary("/EF")?.Elements.GetDictionary("/F");
            return file?.Stream?.UnfilteredValue;
        }
        catch (Exception unreadable) when (unreadable is PdfReaderException or InvalidOperationException or IOException)
        {
            return null;
        }
    }
}
