using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Changes.Templates;

/// <summary>Every expected no of templates, in the words people read.</summary>
public static class TemplateRefusals
{
    public static Refusal NotAPerson() => new("template.not-a-person", "A person must propose a template, not a key.");

    public static Refusal BadKey() => new("template.invalid-key", "The key of a template is lower-case letters, digits and single hyphens, such as restart-cache.");

    public static Refusal BadComponent(string name) => new("template.invalid-component", $"'{name}' names no component. Write the key of the service, a slash and the component, such as checkout/api.");

    public static Refusal TooManyEnvironments(int most) => new("template.invalid-count", $"A template holds for at most {most} environments.");

    public static Refusal NotInForce(string key) => new("template.not-in-force", $"No revision of {key} is in force.");
}
