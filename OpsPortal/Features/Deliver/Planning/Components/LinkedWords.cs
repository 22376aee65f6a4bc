using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace OpsPortal.Features.Deliver.Planning.Components;

/// <summary>A sentence in which the numbers of things lead to them.</summary>
public sealed partial class LinkedWords : ComponentBase
{
    [Parameter, EditorRequired] public string Text { get; set; } = "";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var from = 0;
        foreach (var number in Numbers().EnumerateMatches(Text))
        {
            var (before, name) = (Text[from..number.Index], Text.Substring(number.Index, number.Length));
            from = number.Index + number.Length;
            builder.AddContent(0, before);
            builder.OpenElement(1, "a");
            builder.AddAttribute(2, "href", $"{Path(name)}/{name}");
            builder.AddContent(3, name);
            builder.CloseElement();
        }

        builder.AddContent(4, Text[from..]);
    }

    private static string Path(string number) => number[..number.IndexOf('-', StringComparison.Ordinal)] switch
    {
        "CHG" => "/changes",
        "MW" => "/maintenance",
        "INC" => "/incidents",
        "MON" => "/monitors",
        _ => "/events",
    };

    [GeneratedRegex(@"\b(?:CHG|MW|INC|EVT|MON)-[0-9]{1,18}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
