using Gateway.Disclosures.Codes;
using Gateway.Fhir.Elements;

namespace Gateway.Disclosures;

/// <summary>Content that may leave the gateway. Nobody makes one but <see cref="Viewing.ReleaseAsync"/>, behind the decision and its audit, and the others for what tells of nobody.</summary>
internal sealed class Released
{
    private static readonly HashSet<string> s_own = new(StringComparer.Ordinal) { "OperationOutcome", "CapabilityStatement" };

    private Released(Element content) => Content = content;

    public Element Content { get; }

    /// <summary>What the gateway says itself and is about nobody: outcomes, what it can do.</summary>
    /// <exception cref="ArgumentException">It is of a type that may be about somebody.</exception>
    public static Released Own(Element content) => s_own.Contains(content.Type.Name) ? new Released(content) : throw new ArgumentException($"A {content.Type.Name} is released by a viewing.", nameof(content));

    /// <summary>What the gateway says of codes. It is made of texts alone, and no resource goes into it.</summary>
    public static Released Own(IEnumerable<SaidParameter> said) => new(SaidParameter.Together(said));

    /// <summary>The members of a value set.</summary>
    public static Released Own(SaidExpansion expansion) => new(expansion.ToElement());

    /// <summary>For <see cref="Viewing"/>, once the audit of it is durable.</summary>
    internal static Released Decided(Element content) => new(content);
}
