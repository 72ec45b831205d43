using System.Text;
using System.Xml;
using Gateway.Fhir.Xml;

namespace Gateway.Mapping.Records.Xml;

/// <summary>
/// The characters of an XML stream, watched on their way to the platform's reader, which holds a whole tag in memory and takes time that grows with
/// the square of its attributes. A tag beyond the limits ends the text with an <see cref="XmlException"/>. Bytes that are not
/// UTF-8 become a character that XML refuses where it stands.
/// </summary>
internal sealed class XmlSourceText(Stream utf8, int maxTag) : TextReader
{
    public const string NotUtf8 = "0xFFFF";
    public const string OvergrownTag = "overgrown tag";
    private readonly StreamReader _text = new(utf8, Encoding.GetEncoding("utf-8", EncoderFallback.ExceptionFallback, new DecoderReplacementFallback("\uFFFF")), false);
    private State _state;
    private char _quote;
    private char _last;
    private char _beforeLast;
    private int _length;
    private int _attributes;
    private bool _isRefused;

    private enum State
    {
        Text,
        Tag,
        Quote,
        Declaration,
        Comment,
        CData,
        Instruction,
    }

    public override int Read(char[] buffer, int index, int count)
    {
        if (_isRefused)
            throw new XmlException(OvergrownTag);
        var read = _text.Read(buffer, index, count);
        for (var i = index; i < index + read; i++)
        {
            if (_state == State.Text && (i = NextTag(buffer, i, index + read)) == index + read)
                break;
            Step(buffer[i]);
            if (_length <= maxTag && _attributes <= XmlTags.MaxAttributes)
                continue;

            // What stands before the tag is still given.
            _isRefused = true;
            var kept = Math.Max(0, i + 1 - index - _length);
            return kept > 0 ? kept : throw new XmlException(OvergrownTag);
        }

        return read;
    }

    public override int Read() => throw new NotSupportedException();

    public override int Peek() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _text.Dispose();
        base.Dispose(disposing);
    }

    private static int NextTag(char[] buffer, int at, int end) => buffer.AsSpan(at, end - at).IndexOf('<') is >= 0 and var next ? at + next : end;

    private void Step(char c)
    {
        _length++;
        switch (_state)
        {
            case State.Text when c == '<':
                (_state, _length, _attributes) = (State.Tag, 1, 0);
                break;
            case State.Tag when _length == 2 && c is '!' or '?':
                _state = c == '!' ? State.Declaration : State.Instruction;
                break;
            case State.Tag when c is '"' or '\'':
                (_state, _quote, _attributes) = (State.Quote, c, _attributes + 1);
                break;
            case State.Quote when c == _quote:
                _state = State.Tag;
                break;
            case State.Declaration:
                _state = c == '-' ? State.Comment : c == '[' ? State.CData : State.Tag;
                break;
            case State.Tag when c == '>':
            case State.Comment when c == '>' && _last == '-' && _beforeLast == '-':
            case State.CData when c == '>' && _last == ']' && _beforeLast == ']':
            case State.Instruction when c == '>' && _last == '?':
                _state = State.Text;
                break;
        }

        if (_state is not (State.Tag or State.Quote or State.Declaration))
            _length = 0;
        (_beforeLast, _last) = (_last, c);
    }
}
