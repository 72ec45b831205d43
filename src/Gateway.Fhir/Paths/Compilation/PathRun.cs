using System.Runtime.CompilerServices;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Compilation;

/// <summary>
/// One evaluation: the stack of values, <c>$this</c> and its companions, and the budget. A collection is the range of the stack from
/// a mark to the top, so that evaluating allocates nothing but what it computes.
/// </summary>
internal sealed class PathRun
{
    /// <summary>The most items of a collection.</summary>
    public const int MaxItems = 4 * 1024 * 1024;

    private const int StepsBetweenClocks = 16 * 1024;
    private PathValue[] _stack = new PathValue[256];
    private long _steps;
    private long _nextClock;
    private long _started;
    private DateTimeOffset? _now;
    private int _highest;

    public int Top;
    public PathValue This;
    public int Index;
    public PathValue[] Total = [];
    public Element Root;
    public PathEnvironment Environment = PathEnvironment.Default;
    public Dictionary<string, PathValue[]>? Variables;

    /// <summary>The values that the evaluation is given by number, from <see cref="SlotBase"/> on.</summary>
    public PathValue[] Slots = [];
    public int SlotBase;
    private Action<Element>? _reached;

    public void Begin(in PathValue focus, PathEnvironment environment)
    {
        Environment = environment;
        _reached = environment.Reached;
        Root = focus.IsElement ? focus.Element : default;
        This = focus;
        Index = 0;
        Total = [];
        Top = 0;
        Variables = null;
        _steps = environment.MaxSteps;
        _nextClock = Math.Max(0, _steps - StepsBetweenClocks);
        _started = 0;
        _now = null;
    }

    /// <summary>Drops what keeps data alive; a large stack is not kept.</summary>
    public void End()
    {
        if (_stack.Length > 64 * 1024)
            _stack = new PathValue[256];
        else
            Array.Clear(_stack, 0, _highest);
        _highest = 0;
        Root = default;
        This = default;
        Slots = [];
        SlotBase = 0;
        _reached = null;
        Total = [];
        Variables = null;
        Environment = PathEnvironment.Default;
    }

    /// <summary>One moment for the whole evaluation: now() and today() agree with each other.</summary>
    public DateTimeOffset Now => _now ??= Environment.Time.GetLocalNow();

    public ref PathValue this[int index] => ref _stack[index];

    public ReadOnlySpan<PathValue> From(int mark) => _stack.AsSpan(mark, Top - mark);

    public Span<PathValue> Range(int mark, int end) => _stack.AsSpan(mark, end - mark);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(in PathValue value)
    {
        if (Top == _stack.Length)
            Grow();
        _stack[Top++] = value;
        if (Top > _highest)
            _highest = Top;
    }

    public void Push(Truth truth)
    {
        if (truth != Truth.Empty)
            Push(PathValue.Of(truth == Truth.True));
    }

    /// <summary>Pushes a result; a text counts against the budget by its length.</summary>
    public void PushMade(in PathValue value, int position)
    {
        if (value.Kind == PathKind.String)
            Step(position, value.String.Length);
        Push(value);
    }

    public void PushAll(ReadOnlySpan<PathValue> values, int position)
    {
        Step(position, values.Length);
        foreach (ref readonly var value in values)
            Push(value);
    }

    /// <summary>Takes the items between two places out of the stack; those above move down.</summary>
    public void Remove(int mark, int end)
    {
        Array.Copy(_stack, end, _stack, mark, Top - end);
        Top -= end - mark;
    }

    /// <summary>Counts work against the budget.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step(int position, int count = 1)
    {
        _steps -= count;
        if (_steps < _nextClock)
            CheckBudget(position);
    }

    /// <summary>Looks at the clock the sooner the more work is done between steps; takes no steps itself.</summary>
    public void Work(int position, int cost)
    {
        _nextClock += cost;
        Step(position, 0);
    }

    /// <summary>A copy of the items from the mark on, counted against the budget for as long as it may be kept.</summary>
    public PathValue[] Copy(int mark, int end, int position)
    {
        Step(position, end - mark);
        return Range(mark, end).ToArray();
    }

    /// <summary>Replaces the items from the mark on by their children of that name.</summary>
    public void Navigate(int mark, string name, int nameId, int position)
    {
        var end = Top;
        if (end - mark == 1)
        {
            var only = _stack[mark];
            Top = mark;
            Children(only, name, nameId, position);
            return;
        }

        for (var i = mark; i < end; i++)
            Children(_stack[i], name, nameId, position);
        Remove(mark, end);
    }

    /// <summary>Replaces the items from the mark on by their children of that name, be it FHIRPath's or JSON's; the value of a primitive is called <c>value</c>.</summary>
    public void NavigateJson(int mark, string name, int position)
    {
        var end = Top;
        for (var i = mark; i < end; i++)
        {
            Step(position);
            if (!_stack[i].IsElement)
            {
                PushSystemMember(_stack[i], name);
                continue;
            }

            var element = _stack[i].Element;
            if (name == "value" && element.Type.IsPrimitive && SystemValue(PathValue.Of(element), position) is { Kind: not PathKind.None } value)
                Push(value);
            foreach (var child in element.Children)
            {
                if (child.Name != name && child.Definition.JsonName != name)
                    continue;
                _reached?.Invoke(child);
                Push(PathValue.Of(child));
            }
        }

        Remove(mark, end);
    }

    /// <summary>Pushes the children of one item.</summary>
    public void Children(in PathValue item, string name, int nameId, int position)
    {
        if (!item.IsElement)
        {
            PushSystemMember(item, name);
            return;
        }

        var content = item.Element.Content;
        var nodes = content.Tree.Nodes;
        var end = content.Index + nodes[content.Index].Size;
        var seen = 0;
        var mark = Top;
        for (var i = content.Index + 1; i < end; seen++)
        {
            ref readonly var node = ref nodes[i];
            if (node.NameId == nameId)
                Push(Reached(new Element(content.Tree, i)));
            else if (Top > mark)
                break; // Repetitions are neighbours.
            i += node.Size;
        }

        Step(position, seen + 1);
    }

    /// <summary>The element as a value; whoever wants to know is told that a step came to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PathValue Reached(Element element)
    {
        _reached?.Invoke(element);
        return PathValue.Of(element);
    }

    /// <summary>Evaluates code that gives at most one item; false for none, or for a primitive without a value.</summary>
    public bool Single(Code code, out PathValue value)
    {
        var mark = Top;
        code.Push(this);
        return Pop(mark, code.Position, out value);
    }

    /// <summary>Takes the only item from the mark on, as a System value.</summary>
    public bool Pop(int mark, int position, out PathValue value)
    {
        var count = Top - mark;
        if (count > 1)
            throw Fault("One item is due here, and there are several.", position);
        value = count == 0 ? default : SystemValue(_stack[mark], position);
        Top = mark;
        return value.Kind != PathKind.None;
    }

    public static PathValue SystemValue(in PathValue value, int position)
    {
        try
        {
            return SystemValues.Of(value);
        }
        catch (OverflowException)
        {
            throw Fault("A number of the data is too large to calculate with.", position);
        }
    }

    public string? Text(Code code) => !Single(code, out var value) ? null
        : value.Kind == PathKind.String ? value.String : throw Fault($"A string is due here, not a value of type {value.TypeName}.", code.Position);

    public int? Integer(Code code) => !Single(code, out var value) ? null
        : value.Kind == PathKind.Integer ? (int)value.Whole : throw Fault($"An integer is due here, not a value of type {value.TypeName}.", code.Position);

    /// <summary>Code as a condition: one boolean, nothing, or one item of another type, which counts as true (FHIRPath 4.5).</summary>
    public Truth TestOf(Code code)
    {
        var mark = Top;
        code.Push(this);
        return TestFrom(mark, code.Position);
    }

    public Truth TestFrom(int mark, int position)
    {
        if (Top - mark == 1 && _stack[mark].IsElement && _stack[mark].Element.Type.Primitive == Definitions.PrimitiveKind.None)
        {
            Top = mark;
            return Truth.True;
        }

        if (!Pop(mark, position, out var value))
            return Truth.Empty;
        return value.Kind != PathKind.Boolean || value.Boolean ? Truth.True : Truth.False;
    }

    public static PathAbortException Fault(string message, int position) => new(PathFaultKind.Execution, message, position);

    public static PathAbortException TooLong(int position) => new(PathFaultKind.Budget, "The text that the expression makes is too long.", position);

    public static PathAbortException TooMany(int position) => new(PathFaultKind.Budget, $"The expression makes collections of more than {MaxItems} items.", position);

    private void PushSystemMember(in PathValue item, string name)
    {
        switch (item.Kind)
        {
            case PathKind.TypeInfo when name is "name" or "namespace":
                Push(PathValue.Of(name == "name" ? item.TypeInfo.Name : item.TypeInfo.Namespace));
                break;
            case PathKind.Quantity when name is "value":
                Push(PathValue.Of(item.Quantity.Value));
                break;
            case PathKind.Quantity when name is "unit":
                Push(PathValue.Of(item.Quantity.Unit));
                break;
        }
    }

    private void CheckBudget(int position)
    {
        if (_steps < 0)
            throw new PathAbortException(PathFaultKind.Budget, $"The expression takes more than {Environment.MaxSteps} steps.", position);
        var now = Environment.Time.GetTimestamp();
        if (_started == 0)
            _started = now;
        if (Environment.Time.GetElapsedTime(_started, now) > Environment.MaxTime)
            throw new PathAbortException(PathFaultKind.Budget, $"The expression takes longer than {Environment.MaxTime.TotalSeconds} s.", position);
        _nextClock = Math.Max(0, _steps - StepsBetweenClocks);
    }

    private void Grow()
    {
        if (_stack.Length >= MaxItems)
            throw TooMany(0);
        Array.Resize(ref _stack, _stack.Length * 2);
    }
}
