import compiler = require('typescript');
export = compiler;
