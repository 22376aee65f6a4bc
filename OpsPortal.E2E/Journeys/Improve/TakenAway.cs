using System.Diagnostics;
using Microsoft.Playwright;
using OpsPortal.E2E.Support;

namespace OpsPortal.E2E.Journeys.Improve;

/// <summary>Files that a person takes away from a page.</summary>
internal static class TakenAway
{
    public static Task<IDownload> DownloadAsync(IPage page, string name) => page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync());

    /// <summary>Takes the PDF away, and keeps it beside the screenshots with its pages as pictures.</summary>
    public static async Task<byte[]> PdfAsync(IPage page, string shot)
    {
        var file = Path.Combine(Site.Shots, shot + ".pdf");
        await (await DownloadAsync(page, "PDF")).SaveAsAsync(file);
        Picture(file);
        return await File.ReadAllBytesAsync(file);
    }

    /// <summary>The pages as pictures, where the machine has the program for it; a journey does without.</summary>
    public static void Picture(string pdf)
    {
        try
        {
            using var drawing = Process.Start(new ProcessStartInfo("pdftoppm", ["-r", "80", "-png", pdf, Path.ChangeExtension(pdf, null)]));
            drawing?.WaitForExit(TimeSpan.FromSeconds(60));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no such program here.
        }
    }
}
