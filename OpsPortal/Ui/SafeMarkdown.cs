using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace OpsPortal.Ui;

/// <summary>Markdown that people write, as a page can show it whoever wrote it.</summary>
/// <remarks>
/// HTML in it stays text. Links lead to http, https, mail or into the portal, and nowhere else. Pictures become links, as nothing is fetched from another host.
/// Headings begin at the third level: the page has those above.
/// </remarks>
internal static class SafeMarkdown
{
    private const int HeadingsBelow = 2, DeepestHeading = 6;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();

    public static MarkupString Of(string text)
    {
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            // Nested deeper than anybody means; it is still to be read.
            return new($"<p>{System.Net.WebUtility.HtmlEncode(text)}</p>");
        }

        foreach (var heading in document.Descendants<HeadingBlock>()) heading.Level = Math.Min(DeepestHeading, heading.Level + HeadingsBelow);
        foreach (var link in document.Descendants<LinkInline>().ToList()) Tame(link);
        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsGood(link.Url)).ToList()) link.ReplaceBy(new LiteralInline(link.Url));
        return new(document.ToHtml(Pipeline));
    }

    private static void Tame(LinkInline link)
    {
        if (!IsGood(link.Url))
        {
            link.ReplaceBy(new ContainerInline(), copyChildren: true);
            return;
        }

        link.IsImage = false;
        if (link.Url?.StartsWith('/') is false) link.GetAttributes().AddPropertyIfNotExist("rel", "noopener noreferrer");
    }

    private static bool IsGood(string? url)
    {
        if (url is not { Length: > 0 } || url.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter))) return false;
        if (url[0] == '/') return url.Length == 1 || url[1] is not '/' and not '\\';
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "mailto";
    }
}
