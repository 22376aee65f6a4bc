using System.Text;
using System.Text.Encodings.Web;

namespace OpsPortal.Features.Inform.Status.Rendering;

/// <summary>What every public page has around it: no script, one small style sheet in the page, light or dark as the reader's system.</summary>
internal static class PublicPage
{
    /// <summary>Nothing is loaded from anywhere else, nothing runs, nobody frames it.</summary>
    public const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string Style = """
        :root{color-scheme:light dark;--ground:#f5f6f8;--card:#fff;--line:#dce0e7;--text:#1a212b;--soft:#525d6c;--link:#6236c4;--ok:#14663a;--work:#0a4f8f;--slow:#744700;--down:#a8201a;--none:#c4cad4}
        @media (prefers-color-scheme:dark){:root{--ground:#101317;--card:#171b21;--line:#2b323c;--text:#e4e9f0;--soft:#a5b0bf;--link:#b8a1ff;--ok:#7fd6a3;--work:#9ccaff;--slow:#ffcf85;--down:#ffb3ab;--none:#3a424e}}
        *{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
        header,main,footer{max-width:860px;margin:0 auto;padding:16px}header{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:baseline;justify-content:space-between}header a.name{font-weight:600;color:inherit;text-decoration:none}
        nav{display:flex;flex-wrap:wrap;gap:16px}a{color:var(--link)}a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:2px}
        h1{font-size:22px;margin:0}h2{font-size:17px;margin:28px 0 8px}h3{font-size:16px;margin:0}p{margin:6px 0;overflow-wrap:anywhere}.soft{color:var(--soft);font-size:14px}
        .overall,article,.services li,form{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:14px 16px;margin:0 0 10px;overflow-wrap:anywhere}
        .overall{border-left:6px solid var(--ok)}.overall.Maintenance,article.Maintenance{border-left:6px solid var(--work)}.overall.Degraded,article.Degraded{border-left:6px solid var(--slow)}.overall.Down,article.Down{border-left:6px solid var(--down)}
        .services{list-style:none;margin:0;padding:0}.line{display:flex;flex-wrap:wrap;gap:4px 16px;justify-content:space-between}.name{font-weight:600}
        .light{font-weight:600;white-space:nowrap}.light.Operational{color:var(--ok)}.light.Maintenance{color:var(--work)}.light.Degraded{color:var(--slow)}.light.Down{color:var(--down)}
        .days{display:flex;gap:1px;height:26px;margin-top:8px}.days i{flex:1;border-radius:1px;background:var(--none)}.days i.Operational{background:var(--ok)}.days i.Maintenance{background:var(--work)}.days i.Degraded{background:var(--slow)}.days i.Down{background:var(--down)}
        .updates{margin:10px 0 0;padding:0 0 0 18px}.updates li{margin:6px 0}summary{cursor:pointer;color:var(--link)}
        label{display:block;margin:12px 0 4px;font-weight:500}input[type=text],select{width:100%;padding:9px;border:1px solid var(--soft);border-radius:6px;background:var(--ground);color:inherit;font:inherit}
        fieldset{border:1px solid var(--line);border-radius:6px;margin:14px 0;padding:8px 12px}label.check{display:flex;gap:8px;align-items:center;min-height:32px;margin:0;font-weight:400}label.check input{width:18px;height:18px}
        button{margin-top:10px;padding:10px 18px;border:0;border-radius:6px;background:var(--link);color:var(--card);font:inherit;font-weight:600;cursor:pointer}.refused{color:var(--down);font-weight:600}code{overflow-wrap:anywhere}
        """;

    /// <param name="extra">More for the head, as HTML.</param>
    public static void Open(StringBuilder html, string name, string title, string extra = "")
    {
        html.Append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\"><link rel=\"icon\" href=\"/icons/portal.svg\"><title>");
        html.Append(Safe(title == name ? name : $"{title} · {name}")).Append("</title>").Append(extra).Append("<style>").Append(Style).Append("</style></head><body>");
        html.Append("<header><a class=\"name\" href=\"/status\">").Append(Safe(name)).Append("</a><nav aria-label=\"Status\"><a href=\"/status/subscribe\">Subscribe</a><a href=\"/status.rss\">RSS</a></nav></header><main>");
    }

    public static void Close(StringBuilder html) => html.Append("</main><footer class=\"soft\"><p>Times are in UTC.</p></footer></body></html>");

    /// <summary>A page that says one thing.</summary>
    /// <param name="body">As HTML.</param>
    public static string Saying(string name, string title, string body)
    {
        var html = new StringBuilder();
        Open(html, name, title);
        html.Append("<section class=\"overall\"><h1>").Append(Safe(title)).Append("</h1>").Append(body).Append("</section>");
        Close(html);
        return html.ToString();
    }

    public static string Safe(string text) => HtmlEncoder.Default.Encode(text);
}
