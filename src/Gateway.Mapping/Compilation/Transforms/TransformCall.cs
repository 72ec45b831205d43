using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation.Transforms;

/// <summary>A transform that is being compiled: its parameters, and the element that its value is for.</summary>
internal sealed class TransformCall(RuleCompiler rules, RuleInfo info, MapTarget target, ValueCode[] values, ElementDefinition? element, int source)
{
    public RuleCompiler Rules { get; } = rules;

    public RuleInfo Info { get; } = info;

    public ElementDefinition? Element { get; } = element;

    public int Count => values.Length;

    public ValueCode this[int index] => values[index];

    /// <summary>True when the value goes into an element and no variable names it, so that nothing can be added to it later.</summary>
    public bool IsPlaced => target is { Context: not null, Element: not null, Variable: null };

    /// <summary>True when no parameter depends on the record.</summary>
    public bool IsLiteral => values.All(v => v.Literal is not null);

    /// <summary>A data type of the target's release.</summary>
    public TypeDefinition Type(string name) => Rules.Unit.Types.Target(name);

    /// <summary>False, with a fault, when the number of parameters is another.</summary>
    public bool Takes(int min, int max)
    {
        if (Count >= min && Count <= max)
            return true;
        Fault(min == max ? $"takes {min} parameters, not {Count}." : max == int.MaxValue ? $"takes at least {min} parameters." : $"takes {min} to {max} parameters, not {Count}.");
        return false;
    }

    public void Fault(string message) => Rules.Fault($"{MapCodes.Transforms.Of(target.Transform!.Value)} {message}", target.Place);

    /// <summary>The text of a parameter while the map runs.</summary>
    public Func<MapRun, string?> Text(int index)
    {
        if (index >= Count)
            return static _ => null;
        if (values[index].Literal is { } literal)
            return _ => literal;
        var get = values[index].Get;
        return run => get(run).Text;
    }

    /// <summary>A transform that gives text, or nothing.</summary>
    public static ValueCode Text(Func<MapRun, string?> get) => new(run => MapValue.Of(get(run)), ValueShape.Text);

    /// <summary>A transform that gives a new element of a type, or nothing.</summary>
    public static ValueCode Made(TypeDefinition type, Func<MapRun, ElementDraft?> get) =>
        new(run => get(run) is { } draft ? MapValue.Of(draft) : default, new ValueShape(type, IsDraft: true));

    /// <summary>The same, where a text may be no value of its element's type: what cannot be made is left out and said.</summary>
    public static ValueCode Guarded(TransformCall call, TypeDefinition type, Func<MapRun, ElementDraft?> make) => Made(type, run =>
    {
        try
        {
            return make(run);
        }
        catch (FormatException e)
        {
            call.Warn(run, $"The {type.Name} cannot be made. {e.Message}");
            return null;
        }
    });

    /// <summary>Where the rule is in the record, for faults.</summary>
    public Element At(MapRun run) => run.ElementAt(source);

    public void Warn(MapRun run, string message) => run.Warn(message, Info, At(run));
}
