using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir;

/// <summary>What reading gave: the tree, or every fault that kept it from being one.</summary>
public sealed class ReadResult
{
    internal ReadResult(Element root, IReadOnlyList<Fault> faults)
    {
        Root = root;
        Faults = faults;
    }

    /// <summary>The root element; <c>default</c> (<see cref="Element.IsNone"/>) when the content was refused.</summary>
    public Element Root { get; }

    /// <summary>All faults in the order of the text; where the content was read, all are warnings.</summary>
    public IReadOnlyList<Fault> Faults { get; }

    public bool IsRead => !Root.IsNone;

    /// <summary>Content that was refused before its format was looked at.</summary>
    public static ReadResult Refused(Fault fault) => new(default, [fault]);
}
